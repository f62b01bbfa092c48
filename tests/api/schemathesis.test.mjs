// schemathesis against the served description of the API, with a token: no 5xx, no answer that is not described.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Installation } from '../support/office.mjs';

/** The program: scripts/install-for-tests puts it there, from PyPI, as tests/api/requirements.txt says. */
const SCHEMATHESIS = process.env.SCHEMATHESIS ?? `${process.env.CARGO_TARGET_DIR ?? 'target'}/schemathesis/bin/st`;
const EXAMPLES = process.env.API_EXAMPLES ?? '20';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'response_headers_conformance',
  'missing_required_header',
  'unsupported_method',
  'ignored_auth',
];

/** The folder of `heads.py`, which the program takes as a module. */
const HOOKS = { PYTHONPATH: fileURLToPath(new URL('.', import.meta.url)), SCHEMATHESIS_HOOKS: 'heads', PYTHONDONTWRITEBYTECODE: '1' };

function run(command, args) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { env: { ...process.env, ...HOOKS } });
    let output = '';
    child.stdout.on('data', (part) => (output += part));
    child.stderr.on('data', (part) => (output += part));
    child.on('error', failed);
    child.on('close', (code) => done({ code, output }));
  });
}

test('the API keeps to its description whatever it is sent', async (t) => {
  const made = await Installation.make(t, 'api_calls_per_minute = 1000000\n');
  const base = await made.start();
  await made.signIn();
  const token = await made.token(['clerk', 'disclosure_head', 'leader']);
  // Something to find.
  const filed = await made.call(
    token,
    'POST',
    '/api/v1/requests',
    {
      channel: 'counter',
      applicant: 'business',
      name: '某公司',
      id_number: '91110000600037341L',
      phone: '0795-2506846',
      wanted: '某工程立项批复',
      form: 'paper',
      delivery: 'pickup',
    },
    { 'idempotency-key': 'schemathesis-0' },
  );
  assert.equal(filed.status, 201);
  const { code, output } = await run(SCHEMATHESIS, [
    'run',
    `${base}/api/v1/openapi.json`,
    '--header',
    `Authorization: Bearer ${token}`,
    '--max-examples',
    EXAMPLES,
    '--checks',
    CHECKS.join(','),
    '--workers',
    '2',
    '--phases',
    'examples,coverage,fuzzing',
    '--generation-database',
    'none',
    '--continue-on-failure',
    '--no-color',
  ]);
  assert.equal(code, 0, output);
  assert.match(output, /passed/i, output);
  const after = await made.call(token, 'GET', '/api/v1/me');
  assert.equal(after.status, 200, 'it still answers');
});
