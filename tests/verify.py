#!/usr/bin/env python3
"""Checks the chain of changpiao's journals without changpiao: verify.py JOURNAL...

Exit code 0: each is whole and unchanged. 4: the first damage is named by record, line and byte. No chain shows that its last
records are gone or that all of it was written anew: compare the hash of the end with the one that people kept.
"""
import hashlib, re, sys

LINE = re.compile(rb'\{"v":\d+,"m":"([0-9a-f]{32})","seq":(\d+),"prev":"([0-9a-f]{64})","t":"[^"]+","up":\d+,"s":"[0-9a-f]+",'
                  rb'"by":"\w+","act":\[(\d+),(\d+)\],"type":"([a-z0-9_.]+)","d":\{.*\},"h":"([0-9a-f]{64})"\}\n')


def check(path):
    meeting, prev, act, kind, start, number = None, b"0" * 64, (0, 0), b"", 0, -1
    for number, line in enumerate(open(path, "rb")):
        def damaged(key, words):
            return f"record {number}, line {number + 1}, byte {start + max(line.find(key), 0)}: {words}"
        body, _, rest = line.rpartition(b',"h":"')
        if rest != hashlib.sha256(body).hexdigest().encode() + b'"}\n':
            return damaged(b"", "torn or changed: the hash does not fit the line")
        if not (found := LINE.fullmatch(line)):
            return damaged(b"", "this is no record of a journal")
        if found[1] != (meeting or found[1]):
            return damaged(b',"m":', "the record is of another meeting")
        if int(found[2]) != number or kind == b"meeting.sealed":
            return damaged(b',"seq":', "a record is missing, repeated, out of place, or behind the seal")
        if found[3] != prev:
            return damaged(b',"prev":', "it does not follow from the record before it")
        if (int(found[4]), int(found[5])) != act if number < sum(act) else int(found[4]) != number:
            return damaged(b',"act":', "the records of one act do not belong together")
        meeting, prev, act, kind = found[1], found[7], (int(found[4]), int(found[5])), found[6]
        start += len(line)
    if number < 0 or number + 1 < sum(act):
        return f"record {number + 1}, line {number + 2}, byte {start}: the end is missing"
    print(f"{path}: {number + 1} records, whole and unchanged; hash of the end {prev.decode()}")


damages = [(path, damage) for path in sys.argv[1:] if (damage := check(path))]
sys.stdout.writelines(f"{path}: {damage}\n" for path, damage in damages)
sys.exit(4 if damages else 0)
