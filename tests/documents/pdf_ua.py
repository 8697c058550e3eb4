#!/usr/bin/env python3
"""pdf_ua.py FILE.pdf ...   exit 0 only if every file conforms to PDF/UA-1, by an outside checker (page-validation)."""
import sys

import page

broken = False
for path in sys.argv[1:]:
    report = page.validate_pdf(path, profile="ua1")
    name = path.rsplit("/", 1)[-1]
    print(f"    {name}: {report.rules.passed} of {report.rules.total} rules of PDF/UA-1 hold, "
          f"{report.document.page_count} pages")
    for failure in report.failures[:20]:
        print(f"    {name}: {failure.rule_id}: {failure.message}")
    broken |= not report.is_compliant
sys.exit(1 if broken else 0)
