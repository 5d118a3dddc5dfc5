"""Talks by Telethon: sends what standard input asks for, and tells all it hears, one JSON object per line.

The only argument is a JSON object: dcs, rsaKeys, session (a path), phone, code, friend (a username) and
titles of chats. Each line of input is {"chat": title or friend, "text": "..."}; its end is the end.
"""

import asyncio
import json
import sys

from telethon import TelegramClient, events, utils
from telethon.crypto import rsa

API = (12345, "0123456789abcdef0123456789abcdef")


def tell(step, **facts):
    print(json.dumps({"step": step, **facts}), flush=True)


async def find_chats(client, options):
    chats = {options["friend"]: await client.get_entity(options["friend"])}
    async for dialog in client.iter_dialogs():
        if dialog.name in options["titles"]:
            chats[dialog.name] = dialog.entity
    return chats


async def main(options):
    for key in options["rsaKeys"]:
        rsa.add_key(key, old=False)
    client = TelegramClient(options["session"], *API, connection_retries=1)
    first = options["dcs"][0]
    client.session.set_dc(first["id"], first["host"], first["port"])
    await client.connect()
    await client.send_code_request(options["phone"])
    await client.sign_in(options["phone"], options["code"])
    chats = await find_chats(client, options)
    names = {utils.get_peer_id(entity): name for name, entity in chats.items()}

    @client.on(events.NewMessage(incoming=True))
    async def on_message(event):
        if event.chat_id in names:
            tell("heard", chat=names[event.chat_id], text=event.raw_text)

    tell("listening")
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        wanted = json.loads(line)
        await client.send_message(chats[wanted["chat"]], wanted["text"])
    await client.disconnect()
    tell("done")


asyncio.run(main(json.loads(sys.argv[1])))
