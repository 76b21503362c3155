"""Says what an interpreter is and whether it can serve the requirements in the files named as arguments. Prints one JSON object."""
import importlib.metadata
import importlib.util
import json
import os
import re
import sys


def load_requirement_class():
    for name in ("packaging.requirements", "pip._vendor.packaging.requirements", "setuptools.extern.packaging.requirements"):
        try:
            return importlib.import_module(name).Requirement
        except Exception:
            continue
    return None


def lines_of(path, seen):
    """Requirement lines of a file and of the files it names with -r."""
    if path in seen or not os.path.exists(path):
        return
    seen.add(path)
    with open(path, encoding="utf-8-sig") as file:
        text = re.sub(r"\\\r?\n", " ", file.read())
    for line in text.splitlines():
        line = re.sub(r"(^|\s)#.*$", "", line).strip()
        nested = re.match(r"(?:-r|--requirement)[ =]?\s*(\S+)$", line)
        if nested:
            yield from lines_of(os.path.join(os.path.dirname(path), nested.group(1)), seen)
        elif line and not re.match(r"-(?!e|-editable)", line):
            yield re.sub(r"\s--hash=\S+", "", line).strip()


def numbers(version):
    return [int(part) for part in re.findall(r"\d+", version.split("+")[0])]


def satisfies(version, specifiers):
    """Compares release numbers; for interpreters that have no packaging library to do it properly."""
    have = numbers(version)
    for operator, text in re.findall(r"(===|==|!=|<=|>=|~=|<|>)\s*([^,;\s)]+)", specifiers):
        want = numbers(text)
        size = len(want) if text.endswith("*") else max(len(have), len(want))
        left, right = ((part + [0] * size)[:size] for part in (have, want))
        met = {
            "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "!=": left != right,
            "~=": left >= right and have[: len(want) - 1] == want[:-1],
        }.get(operator, left == right)
        if not met:
            return False
    return True


def check(line, requirement_class):
    """(distribution name or None, why it is not met or None)"""
    if re.match(r"(-e|--editable|\.|/|\w+\+?\w*://)", line):
        return None, f"{line} can only be installed"
    name = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line)
    if not name:
        return None, f"{line} is not a requirement"
    name = name.group(0)
    requirement = None
    if requirement_class:
        try:
            requirement = requirement_class(line)
        except Exception:
            return name, f"{line} is not a requirement"
        if requirement.url:
            return name, f"{line} can only be installed"
        if requirement.marker and not requirement.marker.evaluate():
            return None, None
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return name, f"{name} is not installed"
    specifiers = requirement.specifier if requirement else re.sub(r"^[\w.-]+(\[[^]]*])?|;.*$", "", line).strip()
    if version not in specifiers if requirement else not satisfies(version, specifiers):
        return name, f"{name} is {version}, wanted is {specifiers}"
    return name, None


def scripts_of(name):
    return {
        point.name: point.value
        for point in importlib.metadata.distribution(name).entry_points
        if point.group == "console_scripts"
    }


names, missing, scripts = [], [], {}
requirement_class = load_requirement_class()
for path in sys.argv[1:]:
    for line in lines_of(path, set()):
        name, fault = check(line, requirement_class)
        if name:
            names.append(name)
        if fault:
            missing.append(fault)
        elif name:
            scripts.update(scripts_of(name))

print(json.dumps({
    "executable": sys.executable,
    "version": ".".join(str(part) for part in sys.version_info[:3]),
    "requirements": names,
    "missing": missing,
    "scripts": scripts,
    "pip": importlib.util.find_spec("pip") is not None,
    "ensurepip": importlib.util.find_spec("ensurepip") is not None,
}))
