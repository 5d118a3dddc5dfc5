import { BUTTON_FORMS } from "./buttonLayers.js";
import { CHAT_FORMS } from "./chatLayers.js";
import { forms, methods } from "./formLines.js";
import type { LayerForm } from "./FormTable.js";

/**
 * What definitions looked like in older layers: those that the world writes, and those that it
 * reads from clients which speak an older layer. Each entry names the last layer in which the form
 * was seen in a published schema (166, 179, 181, 186, 198, 214, 216, 222 and 227 were looked at).
 * Forms that are only written leave out the optional fields that the world never sets: an absent
 * field takes no bytes, so the line with its id is still true.
 */
export const OLDER_FORMS: readonly LayerForm[] = [
  ...BUTTON_FORMS,
  ...CHAT_FORMS,
  ...forms(
    "user",
    `flags:# self:flags.10?true contact:flags.11?true mutual_contact:flags.12?true deleted:flags.13?true
    bot:flags.14?true bot_chat_history:flags.15?true bot_nochats:flags.16?true verified:flags.17?true
    support:flags.23?true premium:flags.28?true flags2:# id:long access_hash:flags.0?long first_name:flags.1?string
    last_name:flags.2?string username:flags.3?string phone:flags.4?string status:flags.6?UserStatus
    bot_info_version:flags.14?int bot_inline_placeholder:flags.19?string = User`,
    [166, "eb602f25"],
    [181, "215c4438"],
    [186, "83314fca"],
    [198, "4b46c37e"],
    [216, "20b1422"],
    [227, "31774388"],
  ),
  ...forms(
    "userFull",
    `flags:# phone_calls_available:flags.4?true can_pin_message:flags.7?true video_calls_available:flags.13?true
    id:long about:flags.1?string settings:PeerSettings notify_settings:PeerNotifySettings bot_info:flags.3?BotInfo
    common_chats_count:int = UserFull`,
    [166, "b9b12c6c"],
  ),
  ...forms(
    "userFull",
    `flags:# phone_calls_available:flags.4?true can_pin_message:flags.7?true video_calls_available:flags.13?true
    flags2:# id:long about:flags.1?string settings:PeerSettings notify_settings:PeerNotifySettings
    bot_info:flags.3?BotInfo common_chats_count:int = UserFull`,
    [186, "cc997720"],
    [198, "4d975bbc"],
    [214, "c577b5ad"],
    [222, "a02bc13e"],
  ),
  ...forms(
    "message",
    `flags:# out:flags.1?true mentioned:flags.4?true silent:flags.13?true post:flags.14?true
    from_scheduled:flags.18?true pinned:flags.24?true noforwards:flags.26?true id:int from_id:flags.8?Peer
    peer_id:Peer fwd_from:flags.2?MessageFwdHeader via_bot_id:flags.11?long reply_to:flags.3?MessageReplyHeader
    date:int message:string media:flags.9?MessageMedia reply_markup:flags.6?ReplyMarkup
    entities:flags.7?Vector<MessageEntity> views:flags.10?int forwards:flags.10?int edit_date:flags.15?int
    post_author:flags.16?string grouped_id:flags.17?long reactions:flags.20?MessageReactions = Message`,
    [166, "38116ee0"],
  ),
  ...forms(
    "message",
    `flags:# out:flags.1?true mentioned:flags.4?true silent:flags.13?true post:flags.14?true
    from_scheduled:flags.18?true pinned:flags.24?true noforwards:flags.26?true flags2:# id:int from_id:flags.8?Peer
    peer_id:Peer fwd_from:flags.2?MessageFwdHeader via_bot_id:flags.11?long reply_to:flags.3?MessageReplyHeader
    date:int message:string media:flags.9?MessageMedia reply_markup:flags.6?ReplyMarkup
    entities:flags.7?Vector<MessageEntity> views:flags.10?int forwards:flags.10?int edit_date:flags.15?int
    post_author:flags.16?string grouped_id:flags.17?long reactions:flags.20?MessageReactions = Message`,
    [179, "2357bf25"],
    [186, "94345242"],
    [198, "96fdbbe9"],
    [216, "9815cec8"],
    [222, "9cb490e9"],
  ),
  ...forms(
    "messageReplyHeader",
    `flags:# forum_topic:flags.3?true quote:flags.9?true reply_to_msg_id:flags.4?int reply_to_peer_id:flags.0?Peer
    reply_from:flags.5?MessageFwdHeader reply_to_top_id:flags.1?int quote_text:flags.6?string
    quote_entities:flags.7?Vector<MessageEntity> = MessageReplyHeader`,
    [166, "6eebcabd"], [198, "afbc09db"], [222, "6917560b"],
  ),
  ...forms("messages.messages", "messages:Vector<Message> chats:Vector<Chat> users:Vector<User> = messages.Messages", [214, "8c718e87"]),
  ...forms(
    "messages.messagesSlice",
    `flags:# inexact:flags.1?true count:int next_rate:flags.0?int offset_id_offset:flags.2?int
    messages:Vector<Message> chats:Vector<Chat> users:Vector<User> = messages.Messages`,
    [198, "3a54685e"],
    [214, "762b263d"],
  ),
  ...forms(
    "dialog",
    `flags:# pinned:flags.2?true unread_mark:flags.3?true peer:Peer top_message:int read_inbox_max_id:int
    read_outbox_max_id:int unread_count:int unread_mentions_count:int unread_reactions_count:int
    notify_settings:PeerNotifySettings pts:flags.0?int draft:flags.1?DraftMessage = Dialog`,
    [222, "d58a08c6"],
  ),
  ...forms(
    "peerSettings",
    `flags:# report_spam:flags.0?true add_contact:flags.1?true block_contact:flags.2?true
    share_contact:flags.3?true = PeerSettings`,
    [166, "a518110d"],
    [198, "acd66c5e"],
  ),
  ...forms(
    "botInfo",
    `flags:# user_id:flags.0?long description:flags.1?string commands:flags.2?Vector<BotCommand>
    menu_button:flags.3?BotMenuButton = BotInfo`,
    [181, "8f300b57"],
    [186, "82437e74"],
  ),
  ...forms("botCommand", "command:string description:string = BotCommand", [227, "c27ac8c7"]),
  ...forms(
    "updateReadHistoryInbox",
    "flags:# folder_id:flags.0?int peer:Peer max_id:int still_unread_count:int pts:int pts_count:int = Update",
    [214, "9c974fdf"],
  ),
  ...forms("updateUserTyping", "user_id:long action:SendMessageAction = Update", [214, "c01e857f"]),
  ...forms(
    "auth.sentCodeTypeFirebaseSms",
    "flags:# nonce:flags.0?bytes receipt:flags.1?string push_timeout:flags.1?int length:int = auth.SentCodeType",
    [179, "e57b1432"],
  ),
  ...forms(
    "auth.sentCodeTypeFirebaseSms",
    `flags:# nonce:flags.0?bytes play_integrity_nonce:flags.2?bytes receipt:flags.1?string
    push_timeout:flags.1?int length:int = auth.SentCodeType`,
    [181, "13c90f17"],
  ),
  ...forms(
    "auth.sentCodePaymentRequired",
    `store_product:string phone_code_hash:string support_email_address:string
    support_email_subject:string = auth.SentCode`,
    [214, "d7a2fcf9"],
  ),
  ...forms(
    "auth.sentCodePaymentRequired",
    `store_product:string phone_code_hash:string support_email_address:string support_email_subject:string
    currency:string amount:long = auth.SentCode`,
    [222, "e0955a3c"],
  ),
  ...methods("auth.resendCode", "phone_number:string phone_code_hash:string = auth.SentCode", [179, "3ef1a9bf"]),
  ...methods(
    "auth.signUp",
    "phone_number:string phone_code_hash:string first_name:string last_name:string = auth.Authorization",
    [166, "80eee427"],
  ),
  ...methods("contacts.resolveUsername", "username:string = contacts.ResolvedPeer", [186, "f93ccba3"]),
  ...methods("contacts.search", "q:string limit:int = contacts.Found", [222, "11f812d8"]),
  ...methods(
    "contacts.addContact",
    `flags:# add_phone_privacy_exception:flags.0?true id:InputUser first_name:string last_name:string
    phone:string = Updates`,
    [214, "e8f463d0"],
  ),
  ...forms("inputPhoneContact", "client_id:long phone:string first_name:string last_name:string = InputContact", [216, "f392b7f4"]),
  ...forms(
    "inputReplyToMessage",
    `flags:# reply_to_msg_id:int top_msg_id:flags.0?int reply_to_peer_id:flags.1?InputPeer
    quote_text:flags.2?string quote_entities:flags.3?Vector<MessageEntity> = InputReplyTo`,
    [166, "73ec805"],
  ),
  ...forms(
    "inputReplyToMessage",
    `flags:# reply_to_msg_id:int top_msg_id:flags.0?int reply_to_peer_id:flags.1?InputPeer
    quote_text:flags.2?string quote_entities:flags.3?Vector<MessageEntity> quote_offset:flags.4?int = InputReplyTo`,
    [198, "22c0f6d5"],
  ),
  ...forms(
    "inputReplyToMessage",
    `flags:# reply_to_msg_id:int top_msg_id:flags.0?int reply_to_peer_id:flags.1?InputPeer
    quote_text:flags.2?string quote_entities:flags.3?Vector<MessageEntity> quote_offset:flags.4?int
    monoforum_peer_id:flags.5?InputPeer todo_item_id:flags.6?int = InputReplyTo`,
    [222, "869fbe10"],
  ),
  ...methods(
    "messages.sendMessage",
    `flags:# no_webpage:flags.1?true silent:flags.5?true background:flags.6?true clear_draft:flags.7?true
    noforwards:flags.14?true update_stickersets_order:flags.15?true invert_media:flags.16?true peer:InputPeer
    reply_to:flags.0?InputReplyTo message:string random_id:long reply_markup:flags.2?ReplyMarkup
    entities:flags.3?Vector<MessageEntity> schedule_date:flags.10?int send_as:flags.13?InputPeer
    quick_reply_shortcut:flags.17?InputQuickReplyShortcut effect:flags.18?long allow_paid_stars:flags.21?long
    suggested_post:flags.22?SuggestedPost = Updates`,
    // Later fields hang on bits that the earlier forms never set.
    [166, "280d096f"],
    [179, "dff8042c"],
    [198, "983f9745"],
    [216, "fe05dc9a"],
  ),
  ...methods(
    "messages.sendMessage",
    `flags:# no_webpage:flags.1?true silent:flags.5?true background:flags.6?true clear_draft:flags.7?true
    noforwards:flags.14?true update_stickersets_order:flags.15?true invert_media:flags.16?true
    allow_paid_floodskip:flags.19?true peer:InputPeer reply_to:flags.0?InputReplyTo message:string random_id:long
    reply_markup:flags.2?ReplyMarkup entities:flags.3?Vector<MessageEntity> schedule_date:flags.10?int
    schedule_repeat_period:flags.24?int send_as:flags.13?InputPeer
    quick_reply_shortcut:flags.17?InputQuickReplyShortcut effect:flags.18?long allow_paid_stars:flags.21?long
    suggested_post:flags.22?SuggestedPost = Updates`,
    [222, "545cd15a"],
  ),
  ...methods(
    "messages.editMessage",
    `flags:# no_webpage:flags.1?true invert_media:flags.16?true peer:InputPeer id:int message:flags.11?string
    media:flags.14?InputMedia reply_markup:flags.2?ReplyMarkup entities:flags.3?Vector<MessageEntity>
    schedule_date:flags.15?int quick_reply_shortcut_id:flags.17?int = Updates`,
    [166, "48f71778"],
    [216, "dfd14005"],
  ),
  ...methods(
    "messages.editMessage",
    `flags:# no_webpage:flags.1?true invert_media:flags.16?true peer:InputPeer id:int message:flags.11?string
    media:flags.14?InputMedia reply_markup:flags.2?ReplyMarkup entities:flags.3?Vector<MessageEntity>
    schedule_date:flags.15?int schedule_repeat_period:flags.18?int quick_reply_shortcut_id:flags.17?int = Updates`,
    [222, "51e842e1"],
  ),
];
