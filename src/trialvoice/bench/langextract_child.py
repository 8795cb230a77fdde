"""langextract in a Python of its own, which needs nothing of ours: `PYTHON langextract_child.py`.

Reads a line of JSON with where the model server is and what is asked (`url`, `key`, `prompt`, `examples`,
`most_tokens`), then a line of JSON with a text for each visit. Answers each with a line: the extractions that it found
in the text, as class, attributes and [start, end) characters, or why it failed, without the library's words.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    """Answer until there is no more text."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints, prints to stderr
    job = json.loads(sys.stdin.readline())
    for line in sys.stdin:
        answers.write(json.dumps(_answer(job, json.loads(line))) + "\n")
        answers.flush()


def _answer(job: dict[str, Any], text: str) -> dict[str, Any]:
    try:
        return {"found": _found(job, text)}
    except ModuleNotFoundError as error:
        return {"failed": f"not installed (no module {error.name})"}
    except Exception as error:  # noqa: BLE001 - a library's message may hold speech; its type does not
        return {"failed": type(error).__name__}


def _found(job: dict[str, Any], text: str) -> list[dict[str, Any]]:
    import langextract as lx
    from langextract.providers.openai import OpenAILanguageModel

    model = OpenAILanguageModel(
        model_id="embedded",
        api_key=job["key"],
        base_url=job["url"],
        temperature=0.0,
        max_workers=1,
        max_output_tokens=job["most_tokens"],
    )
    examples = [
        lx.data.ExampleData(text=one["text"], extractions=[lx.data.Extraction(**each) for each in one["extractions"]])
        for one in job["examples"]
    ]
    document: Any = lx.extract(
        text, prompt_description=job["prompt"], examples=examples, model=model, show_progress=False
    )
    return [
        {
            "kind": one.extraction_class,
            "attributes": {name: str(value) for name, value in (one.attributes or {}).items()},
            "start": one.char_interval.start_pos,
            "end": one.char_interval.end_pos,
        }
        for one in document.extractions or ()
        if one.char_interval is not None and one.char_interval.start_pos is not None
    ]


if __name__ == "__main__":
    main()
