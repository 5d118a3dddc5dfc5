"""Signs Hydrogram in to a test server and tells what it sees, one JSON object per line.

The only argument is a JSON object: dcs, rsaKeys, session (a path), and either token, or
phone, code and perhaps password.
"""

import asyncio
import base64
import hashlib
import json
import os
import sys

from hydrogram import Client, filters
from hydrogram.crypto import rsa
from hydrogram.handlers import MessageHandler
from hydrogram.connection import connection as connection_module
from hydrogram.raw.functions import account, messages

API = {"api_id": 12345, "api_hash": "0123456789abcdef0123456789abcdef"}


def tell(step, **facts):
    print(json.dumps({"step": step, **facts}), flush=True)


def read_der(data, at):
    """Tag, content and end of one DER value."""
    length = data[at + 1]
    at += 2
    if length & 0x80:
        size = length & 0x7F
        length = int.from_bytes(data[at : at + size], "big")
        at += size
    return data[at : at + length], at + length


def tl_bytes(data):
    head = bytes([len(data)]) if len(data) < 254 else b"\xfe" + len(data).to_bytes(3, "little")
    return head + data + bytes(-(len(head) + len(data)) % 4)


def trust(pem):
    """Adds a PKCS#1 public key to those that Hydrogram trusts."""
    body = "".join(line for line in pem.splitlines() if "-" not in line)
    sequence, _ = read_der(base64.b64decode(body), 0)
    modulus, end = read_der(sequence, 0)
    exponent, _ = read_der(sequence, end)
    number = [part.lstrip(b"\0") for part in (modulus, exponent)]
    digest = hashlib.sha1(b"".join(tl_bytes(part) for part in number)).digest()
    fingerprint = int.from_bytes(digest[-8:], "little", signed=True)
    rsa.server_public_keys[fingerprint] = rsa.PublicKey(*(int.from_bytes(part, "big") for part in number))


def redirect(dcs):
    """Makes Hydrogram dial the test server: it asks nobody for addresses."""
    addresses = {dc["id"]: (dc["host"], dc["port"]) for dc in dcs}
    connection_module.DataCenter = lambda dc_id, *_: addresses[dc_id]


def new_client(options):
    folder, name = os.path.split(options["session"])
    secrets = {"bot_token": options["token"]} if "token" in options else {
        "phone_number": options["phone"],
        "phone_code": options["code"],
        "password": options.get("password"),
    }
    return Client(name, workdir=folder, **API, **secrets)


async def tell_me(client, step):
    me = client.me
    dc = await client.storage.dc_id()
    tell(step, id=me.id, firstName=me.first_name, username=me.username, bot=me.is_bot, dc=dc)


async def hear(client):
    heard = asyncio.get_running_loop().create_future()

    @client.on_message(filters.incoming & filters.private)
    async def on_message(_, message):
        if message.from_user.id not in (777000, client.me.id) and not heard.done():
            heard.set_result(message)

    # Handlers are added by a task of the dispatcher.
    await asyncio.sleep(0.2)
    tell("listening")
    message = await asyncio.wait_for(heard, 20)
    tell("heard", text=message.text, from_=message.from_user.first_name)
    await message.reply("pong", quote=False)


async def gather(client):
    """Makes a group and a supergroup, writes there, hears a member, and reads it all back."""
    # Hydrogram's own create_group stumbles over what this layer answers.
    friend = await client.resolve_peer("friend")
    made = await client.invoke(messages.CreateChat(users=[friend], title="Group"))
    channel = await client.create_supergroup("Place")
    await client.add_chat_members(channel.id, "friend")
    for name, chat_id in (("group", -made.updates.chats[0].id), ("channel", channel.id)):
        heard = asyncio.get_running_loop().create_future()

        async def on_message(_, message, heard=heard):
            if message.text and not heard.done():
                heard.set_result(message)

        handler = client.add_handler(MessageHandler(on_message, filters.chat(chat_id) & filters.incoming & ~filters.me))
        await asyncio.sleep(0.2)
        sent = await client.send_message(chat_id, f"hello {name}")
        tell("writing", chat=name)
        message = await asyncio.wait_for(heard, 20)
        client.remove_handler(*handler)
        history = [message.text async for message in client.get_chat_history(chat_id, limit=2)]
        members = [member.user.first_name async for member in client.get_chat_members(chat_id)]
        tell(name, sent=sent.text, text=message.text, from_=message.from_user.first_name, texts=history, members=sorted(members))


async def main(options):
    for key in options["rsaKeys"]:
        trust(key)
    redirect(options["dcs"])
    client = new_client(options)
    await client.start()
    await tell_me(client, "me")
    if "token" not in options:
        sent = await client.send_message("me", "note to **myself**")
        tell("sent", id=sent.id, text=sent.text)
        history = [message.text async for message in client.get_chat_history("me", limit=5)]
        dialogs = [dialog.chat.first_name async for dialog in client.get_dialogs()]
        tell("history", texts=history, dialogs=dialogs)
    await hear(client)
    if "token" not in options:
        await gather(client)
    await client.stop()

    folder, name = os.path.split(options["session"])
    again = Client(name, workdir=folder)
    tell("authorized", authorized=await again.connect())
    await again.disconnect()
    await again.start()
    await tell_me(again, "again")
    if "token" not in options:
        sessions = await again.invoke(account.GetAuthorizations())
        tell("sessions", count=len(sessions.authorizations))
    await again.log_out()
    tell("done")


asyncio.get_event_loop().run_until_complete(main(json.loads(sys.argv[1])))
