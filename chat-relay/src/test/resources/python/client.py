"""A client of nigiwai.v1 written from PROTOCOL.md alone, with a library of another people.

    client.py ADDRESS SHOW

Reads commands from standard input, one a line, and prints what came of them:

    say KEY TEXT     -> "acked EID" or "refused CODE"
    expect N         -> "seen A|B|..." once N comments are known
    drop             -> breaks the connection without a word and resumes -> "resumed REC"
    leave            -> ends
"""
import asyncio
import json
import sys

import websockets

PROTOCOL = "nigiwai.v1"


class Client:
    def __init__(self, address, show):
        self.url = f"{address}/api/shows/{show}/live"
        self.cookie = None
        self.epoch = None
        self.offset = None
        self.comments = {}
        self.order = []
        self.answers = {}
        self.requests = 1
        self.changed = asyncio.Condition()

    async def connect(self):
        headers = {"Cookie": self.cookie} if self.cookie else {}
        self.socket = await websockets.connect(
            self.url, subprotocols=[PROTOCOL], extra_headers=headers, compression=None
        )
        given = self.socket.response_headers.get_all("Set-Cookie")
        if given and not self.cookie:
            self.cookie = "; ".join(one.split(";", 1)[0] for one in given)
        join = {"c": "join", "id": 1, "log": "stage"}
        if self.epoch is not None:
            join.update(ep=self.epoch, off=self.offset)
        await self.send(join)
        welcome = json.loads(await self.socket.recv())
        assert welcome["f"] == "welcome" and welcome["id"] == 1, welcome
        if not welcome["rec"]:
            self.comments, self.order = {}, []
        self.epoch, self.offset = welcome["ep"], welcome["off"]
        self.take(welcome["ev"])
        self.reading = asyncio.create_task(self.read())
        return welcome["rec"]

    async def send(self, frame):
        await self.socket.send(json.dumps(frame))

    async def read(self):
        try:
            async for text in self.socket:
                await self.received(json.loads(text))
        except websockets.ConnectionClosed:
            pass

    async def received(self, frame):
        kind = frame["f"]
        if kind == "b" and "ev" in frame:
            hole = frame["ep"] != self.epoch or frame["from"] > self.offset + 1
            assert not hole, f"a hole before {frame['from']}, at {self.offset}"
            self.take([one for one in frame["ev"] if one["o"] > self.offset])
            self.offset = max(self.offset, frame["to"])
        elif kind == "ping":
            await self.send({"c": "pong", "off": self.offset})
        elif kind in ("ack", "err"):
            self.answers[frame["id"]] = frame
        async with self.changed:
            self.changed.notify_all()

    def take(self, entries):
        for entry in entries:
            if entry["t"] == "comment":
                assert entry["eid"] not in self.comments, "a comment came twice"
                self.comments[entry["eid"]] = entry.get("x")
                self.order.append(entry["eid"])
            elif entry["t"] == "comment_deleted":
                self.comments[entry["eid"]] = None

    async def until(self, wanted):
        async with self.changed:
            await asyncio.wait_for(self.changed.wait_for(wanted), 20)

    async def say(self, key, text):
        self.requests += 1
        number = self.requests
        await self.send({"c": "say", "id": number, "k": key, "x": text})
        await self.until(lambda: number in self.answers)
        answer = self.answers[number]
        return f"acked {answer['eid']}" if answer["f"] == "ack" else f"refused {answer['code']}"

    async def expect(self, count):
        await self.until(lambda: len(self.order) >= count)
        return "seen " + "|".join(self.comments[one] or "-" for one in self.order)

    async def drop(self):
        self.reading.cancel()
        self.socket.transport.abort()
        return f"resumed {await self.connect()}"


async def main(address, show):
    client = Client(address, show)
    print(f"joined {await client.connect()}", flush=True)
    loop = asyncio.get_running_loop()
    while True:
        words = (await loop.run_in_executor(None, sys.stdin.readline)).rstrip("\n").split(" ", 2)
        if words[0] == "say":
            print(await client.say(words[1], words[2]), flush=True)
        elif words[0] == "expect":
            print(await client.expect(int(words[1])), flush=True)
        elif words[0] == "drop":
            print(await client.drop(), flush=True)
        else:
            await client.socket.close()
            return


asyncio.run(main(sys.argv[1], sys.argv[2]))
