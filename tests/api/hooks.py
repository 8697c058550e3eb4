"""What schemathesis must know of this API to reach what lies behind the first refusal.

A valid request has a key of its own, asks for a case that is there, and corrects a fact that is there. A request that
was made invalid on purpose is sent as it is.
"""
import itertools
import json
import os

import schemathesis

KNOWN = json.loads(os.environ["OMHU_API_KNOWN"])
CASES = itertools.cycle(KNOWN["cases"])
FACTS = iter(KNOWN["facts"])
KEYS = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs) -> None:
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = f"{KNOWN['run']}-{next(KEYS)}"
    # What a link of an earlier answer leads to is left as it is.
    if case.meta.phase.name.value == "stateful":
        return
    if case.path_parameters and "case" in case.path_parameters and KNOWN["cases"]:
        case.path_parameters["case"] = next(CASES)
        if isinstance(case.body, dict) and "reason" in case.body:
            number, fact = next(FACTS, (None, None))
            if number is not None:
                case.path_parameters["case"] = number
                case.body["id"] = fact
