"""The same table 三 counted from a flat ledger by DuckDB and by PostgreSQL: yardstick.py FOLDER [POSTGRES_URL].

FOLDER holds flat.csv and codes.csv, which `consolidate count` wrote. Loading is not part of the measurement.
"""

import subprocess
import sys
import time

FIRST, LAST = "2025-01-01", "2025-12-31"
COUNT = f"""
WITH f AS (
  SELECT organ, applicant, received_on, CASE WHEN closed_on <= '{LAST}' THEN code END AS code
  FROM flat WHERE received_on <= '{LAST}' AND (closed_on IS NULL OR closed_on >= '{FIRST}')
), cells AS (
  SELECT organ, applicant, CASE WHEN received_on >= '{FIRST}' THEN 0 ELSE 1 END AS place FROM f
  UNION ALL SELECT f.organ, f.applicant, codes.leaf FROM f JOIN codes ON codes.code = f.code
  UNION ALL SELECT organ, applicant, CASE WHEN code IS NULL THEN 24 ELSE 23 END FROM f
)
SELECT organ, place, applicant, COUNT(*) AS n FROM cells GROUP BY organ, place, applicant
"""
SUM = f"SELECT place, CAST(SUM(n) AS BIGINT) FROM ({COUNT}) c WHERE place IN (0, 23, 24) GROUP BY place ORDER BY place"


def duckdb(folder):
    import duckdb as engine

    print(f"duckdb {engine.__version__}")
    base = engine.connect()
    base.execute(f"CREATE TABLE flat AS SELECT * FROM read_csv('{folder}/flat.csv', all_varchar = true, nullstr = '')")
    base.execute(f"CREATE TABLE codes AS SELECT code, CAST(leaf AS INTEGER) AS leaf FROM read_csv('{folder}/codes.csv', all_varchar = true)")
    times = []
    for _ in range(5):
        began = time.perf_counter()
        rows = base.execute(COUNT).fetchall()
        times.append((time.perf_counter() - began) * 1e3)
    print(f"duckdb: counted in {min(times):.0f} ms, {len(rows)} cells that are not zero")
    print("checksum", *[n for _, n in base.execute(SUM).fetchall()])


def postgres(folder, url):
    def psql(*commands):
        arguments = [part for command in commands for part in ("-c", command)]
        done = subprocess.run(["psql", "-qtA", url, *arguments], check=True, capture_output=True, text=True)
        return done.stdout.strip()

    psql(
        "DROP TABLE IF EXISTS flat", "DROP TABLE IF EXISTS codes",
        "CREATE TABLE flat (organ TEXT, received_on TEXT, applicant TEXT, closed_on TEXT, code TEXT)",
        "CREATE TABLE codes (code TEXT, leaf INTEGER)",
        f"\\copy flat FROM '{folder}/flat.csv' CSV HEADER", f"\\copy codes FROM '{folder}/codes.csv' CSV HEADER",
        "ANALYZE flat", "ANALYZE codes",
    )
    times = []
    for _ in range(5):
        text = psql("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY ON) " + COUNT)
        line = next(line for line in text.splitlines() if line.startswith("Execution Time"))
        times.append(float(line.split()[2]))
    print(f"postgresql: counted in {min(times):.0f} ms")
    print("checksum", *[line.split("|")[1] for line in psql(SUM).splitlines()])


duckdb(sys.argv[1])
if len(sys.argv) > 2:
    postgres(sys.argv[1], sys.argv[2])
else:
    print("postgresql: not measured (no URL given)")
