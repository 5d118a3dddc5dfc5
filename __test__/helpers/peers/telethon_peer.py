"""Signs Telethon in to a test server and tells what it sees, one JSON object per line.

The only argument is a JSON object: dcs, rsaKeys, session (a path), and either token, or
phone, code and perhaps password.
"""

import asyncio
import json
import sys

from telethon import TelegramClient, events
from telethon.crypto import rsa
from telethon.errors import SessionPasswordNeededError
from telethon.tl.functions.account import GetAuthorizationsRequest
from telethon.tl.functions.channels import CreateChannelRequest, InviteToChannelRequest
from telethon.tl.functions.messages import CreateChatRequest

API = (12345, "0123456789abcdef0123456789abcdef")


def tell(step, **facts):
    print(json.dumps({"step": step, **facts}), flush=True)


def new_client(options):
    client = TelegramClient(options["session"], *API, connection_retries=1, receive_updates=True)
    if client.session.auth_key is None:
        first = options["dcs"][0]
        client.session.set_dc(first["id"], first["host"], first["port"])
    return client


async def sign_in(client, options):
    if "token" in options:
        await client.sign_in(bot_token=options["token"])
        return
    await client.send_code_request(options["phone"])
    try:
        await client.sign_in(options["phone"], options["code"])
    except SessionPasswordNeededError:
        tell("password")
        await client.sign_in(password=options["password"])


async def tell_me(client, step):
    me = await client.get_me()
    tell(step, id=me.id, firstName=me.first_name, username=me.username, bot=bool(me.bot), dc=client.session.dc_id)


async def hear(client):
    heard = asyncio.get_running_loop().create_future()

    @client.on(events.NewMessage(incoming=True))
    async def on_message(event):
        # The service account writes too when a code is asked for.
        if event.sender_id != 777000 and not heard.done():
            heard.set_result(event)

    tell("listening")
    event = await asyncio.wait_for(heard, 20)
    sender = await event.get_sender()
    tell("heard", text=event.raw_text, from_=sender.first_name)
    await event.respond("pong")


async def gather(client):
    """Makes a group and a supergroup, writes there, hears a member, and reads it all back."""
    group = (await client(CreateChatRequest(users=["friend"], title="Group"))).updates.chats[0]
    made = await client(CreateChannelRequest(title="Place", about="", megagroup=True))
    channel = made.chats[0]
    await client(InviteToChannelRequest(channel=channel, users=["friend"]))
    for name, chat in (("group", group), ("channel", channel)):
        heard = asyncio.get_running_loop().create_future()

        @client.on(events.NewMessage(chats=chat, incoming=True))
        async def on_message(event, heard=heard):
            if event.raw_text and not heard.done():
                heard.set_result(event)

        sent = await client.send_message(chat, f"hello {name}")
        tell("writing", chat=name)
        event = await asyncio.wait_for(heard, 20)
        client.remove_event_handler(on_message)
        sender = await event.get_sender()
        history = [message.raw_text async for message in client.iter_messages(chat, limit=2)]
        members = [user.first_name async for user in client.iter_participants(chat)]
        tell(name, sent=sent.raw_text, text=event.raw_text, from_=sender.first_name, texts=history, members=sorted(members))


async def main(options):
    for key in options["rsaKeys"]:
        rsa.add_key(key, old=False)
    client = new_client(options)
    await client.connect()
    await sign_in(client, options)
    await tell_me(client, "me")
    if "token" not in options:
        sent = await client.send_message("me", "note to **myself**", parse_mode="md")
        tell("sent", id=sent.id, text=sent.raw_text)
        history = [message.raw_text async for message in client.iter_messages("me", limit=5)]
        dialogs = [dialog.name async for dialog in client.iter_dialogs()]
        tell("history", texts=history, dialogs=dialogs)
    await hear(client)
    if "token" not in options:
        await gather(client)
    await client.disconnect()

    again = new_client(options)
    await again.connect()
    tell("authorized", authorized=await again.is_user_authorized())
    await tell_me(again, "again")
    if "token" not in options:
        sessions = await again(GetAuthorizationsRequest())
        tell("sessions", count=len(sessions.authorizations))
    await again.log_out()
    tell("done")


asyncio.run(main(json.loads(sys.argv[1])))
