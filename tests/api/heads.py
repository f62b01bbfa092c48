"""What no HTTP parser lets through is none of the API's business: control characters in the values of a head."""

import schemathesis


@schemathesis.hook
def filter_headers(context, headers):
    return all(
        all(character == "\t" or (" " <= character and character != "\x7f") for character in str(value))
        for value in (headers or {}).values()
    )
