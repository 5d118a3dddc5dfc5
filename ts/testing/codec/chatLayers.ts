import { forms, methods } from "./formLines.js";
import type { LayerForm } from "./FormTable.js";

/**
 * Older forms of what groups, channels, polls and the like are made of, as the published schemas of
 * layers 181, 198 and 214 have them. See layers.ts.
 */
export const CHAT_FORMS: readonly LayerForm[] = [
  ...forms("channel", `flags:# creator:flags.0?true left:flags.2?true broadcast:flags.5?true verified:flags.7?true
    megagroup:flags.8?true restricted:flags.9?true signatures:flags.11?true min:flags.12?true scam:flags.19?true
    has_link:flags.20?true has_geo:flags.21?true slowmode_enabled:flags.22?true call_active:flags.23?true
    call_not_empty:flags.24?true fake:flags.25?true gigagroup:flags.26?true noforwards:flags.27?true
    join_to_send:flags.28?true join_request:flags.29?true forum:flags.30?true flags2:# stories_hidden:flags2.1?true
    stories_hidden_min:flags2.2?true stories_unavailable:flags2.3?true id:long access_hash:flags.13?long
    title:string username:flags.6?string photo:ChatPhoto date:int
    restriction_reason:flags.9?Vector<RestrictionReason> admin_rights:flags.14?ChatAdminRights
    banned_rights:flags.15?ChatBannedRights default_banned_rights:flags.18?ChatBannedRights
    participants_count:flags.17?int usernames:flags2.0?Vector<Username> stories_max_id:flags2.4?int
    color:flags2.7?PeerColor profile_color:flags2.8?PeerColor emoji_status:flags2.9?EmojiStatus level:flags2.10?int
    = Chat`, [181, "aadfc8f"]),
  ...forms("channel", `flags:# creator:flags.0?true left:flags.2?true broadcast:flags.5?true verified:flags.7?true
    megagroup:flags.8?true restricted:flags.9?true signatures:flags.11?true min:flags.12?true scam:flags.19?true
    has_link:flags.20?true has_geo:flags.21?true slowmode_enabled:flags.22?true call_active:flags.23?true
    call_not_empty:flags.24?true fake:flags.25?true gigagroup:flags.26?true noforwards:flags.27?true
    join_to_send:flags.28?true join_request:flags.29?true forum:flags.30?true flags2:# stories_hidden:flags2.1?true
    stories_hidden_min:flags2.2?true stories_unavailable:flags2.3?true signature_profiles:flags2.12?true id:long
    access_hash:flags.13?long title:string username:flags.6?string photo:ChatPhoto date:int
    restriction_reason:flags.9?Vector<RestrictionReason> admin_rights:flags.14?ChatAdminRights
    banned_rights:flags.15?ChatBannedRights default_banned_rights:flags.18?ChatBannedRights
    participants_count:flags.17?int usernames:flags2.0?Vector<Username> stories_max_id:flags2.4?int
    color:flags2.7?PeerColor profile_color:flags2.8?PeerColor emoji_status:flags2.9?EmojiStatus level:flags2.10?int
    subscription_until_date:flags2.11?int bot_verification_icon:flags2.13?long = Chat`, [198, "e00998b7"]),
  ...forms("channel", `flags:# creator:flags.0?true left:flags.2?true broadcast:flags.5?true verified:flags.7?true
    megagroup:flags.8?true restricted:flags.9?true signatures:flags.11?true min:flags.12?true scam:flags.19?true
    has_link:flags.20?true has_geo:flags.21?true slowmode_enabled:flags.22?true call_active:flags.23?true
    call_not_empty:flags.24?true fake:flags.25?true gigagroup:flags.26?true noforwards:flags.27?true
    join_to_send:flags.28?true join_request:flags.29?true forum:flags.30?true flags2:# stories_hidden:flags2.1?true
    stories_hidden_min:flags2.2?true stories_unavailable:flags2.3?true signature_profiles:flags2.12?true
    autotranslation:flags2.15?true broadcast_messages_allowed:flags2.16?true monoforum:flags2.17?true
    forum_tabs:flags2.19?true id:long access_hash:flags.13?long title:string username:flags.6?string photo:ChatPhoto
    date:int restriction_reason:flags.9?Vector<RestrictionReason> admin_rights:flags.14?ChatAdminRights
    banned_rights:flags.15?ChatBannedRights default_banned_rights:flags.18?ChatBannedRights
    participants_count:flags.17?int usernames:flags2.0?Vector<Username> stories_max_id:flags2.4?int
    color:flags2.7?PeerColor profile_color:flags2.8?PeerColor emoji_status:flags2.9?EmojiStatus level:flags2.10?int
    subscription_until_date:flags2.11?int bot_verification_icon:flags2.13?long
    send_paid_messages_stars:flags2.14?long linked_monoforum_id:flags2.18?long = Chat`, [214, "fe685355"]),
  ...forms("channelFull", `flags:# can_view_participants:flags.3?true can_set_username:flags.6?true can_set_stickers:flags.7?true
    hidden_prehistory:flags.10?true can_set_location:flags.16?true has_scheduled:flags.19?true
    can_view_stats:flags.20?true blocked:flags.22?true flags2:# can_delete_channel:flags2.0?true
    antispam:flags2.1?true participants_hidden:flags2.2?true translations_disabled:flags2.3?true
    stories_pinned_available:flags2.5?true view_forum_as_messages:flags2.6?true restricted_sponsored:flags2.11?true
    can_view_revenue:flags2.12?true id:long about:string participants_count:flags.0?int admins_count:flags.1?int
    kicked_count:flags.2?int banned_count:flags.2?int online_count:flags.13?int read_inbox_max_id:int
    read_outbox_max_id:int unread_count:int chat_photo:Photo notify_settings:PeerNotifySettings
    exported_invite:flags.23?ExportedChatInvite bot_info:Vector<BotInfo> migrated_from_chat_id:flags.4?long
    migrated_from_max_id:flags.4?int pinned_msg_id:flags.5?int stickerset:flags.8?StickerSet
    available_min_id:flags.9?int folder_id:flags.11?int linked_chat_id:flags.14?long
    location:flags.15?ChannelLocation slowmode_seconds:flags.17?int slowmode_next_send_date:flags.18?int
    stats_dc:flags.12?int pts:int call:flags.21?InputGroupCall ttl_period:flags.24?int
    pending_suggestions:flags.25?Vector<string> groupcall_default_join_as:flags.26?Peer
    theme_emoticon:flags.27?string requests_pending:flags.28?int recent_requesters:flags.28?Vector<long>
    default_send_as:flags.29?Peer available_reactions:flags.30?ChatReactions reactions_limit:flags2.13?int
    stories:flags2.4?PeerStories wallpaper:flags2.7?WallPaper boosts_applied:flags2.8?int
    boosts_unrestrict:flags2.9?int emojiset:flags2.10?StickerSet = ChatFull`, [181, "bbab348d"]),
  ...forms("channelFull", `flags:# can_view_participants:flags.3?true can_set_username:flags.6?true can_set_stickers:flags.7?true
    hidden_prehistory:flags.10?true can_set_location:flags.16?true has_scheduled:flags.19?true
    can_view_stats:flags.20?true blocked:flags.22?true flags2:# can_delete_channel:flags2.0?true
    antispam:flags2.1?true participants_hidden:flags2.2?true translations_disabled:flags2.3?true
    stories_pinned_available:flags2.5?true view_forum_as_messages:flags2.6?true restricted_sponsored:flags2.11?true
    can_view_revenue:flags2.12?true paid_media_allowed:flags2.14?true can_view_stars_revenue:flags2.15?true
    paid_reactions_available:flags2.16?true stargifts_available:flags2.19?true id:long about:string
    participants_count:flags.0?int admins_count:flags.1?int kicked_count:flags.2?int banned_count:flags.2?int
    online_count:flags.13?int read_inbox_max_id:int read_outbox_max_id:int unread_count:int chat_photo:Photo
    notify_settings:PeerNotifySettings exported_invite:flags.23?ExportedChatInvite bot_info:Vector<BotInfo>
    migrated_from_chat_id:flags.4?long migrated_from_max_id:flags.4?int pinned_msg_id:flags.5?int
    stickerset:flags.8?StickerSet available_min_id:flags.9?int folder_id:flags.11?int linked_chat_id:flags.14?long
    location:flags.15?ChannelLocation slowmode_seconds:flags.17?int slowmode_next_send_date:flags.18?int
    stats_dc:flags.12?int pts:int call:flags.21?InputGroupCall ttl_period:flags.24?int
    pending_suggestions:flags.25?Vector<string> groupcall_default_join_as:flags.26?Peer
    theme_emoticon:flags.27?string requests_pending:flags.28?int recent_requesters:flags.28?Vector<long>
    default_send_as:flags.29?Peer available_reactions:flags.30?ChatReactions reactions_limit:flags2.13?int
    stories:flags2.4?PeerStories wallpaper:flags2.7?WallPaper boosts_applied:flags2.8?int
    boosts_unrestrict:flags2.9?int emojiset:flags2.10?StickerSet bot_verification:flags2.17?BotVerification
    stargifts_count:flags2.18?int = ChatFull`, [198, "52d6806b"]),
  ...forms("channelFull", `flags:# can_view_participants:flags.3?true can_set_username:flags.6?true can_set_stickers:flags.7?true
    hidden_prehistory:flags.10?true can_set_location:flags.16?true has_scheduled:flags.19?true
    can_view_stats:flags.20?true blocked:flags.22?true flags2:# can_delete_channel:flags2.0?true
    antispam:flags2.1?true participants_hidden:flags2.2?true translations_disabled:flags2.3?true
    stories_pinned_available:flags2.5?true view_forum_as_messages:flags2.6?true restricted_sponsored:flags2.11?true
    can_view_revenue:flags2.12?true paid_media_allowed:flags2.14?true can_view_stars_revenue:flags2.15?true
    paid_reactions_available:flags2.16?true stargifts_available:flags2.19?true
    paid_messages_available:flags2.20?true id:long about:string participants_count:flags.0?int
    admins_count:flags.1?int kicked_count:flags.2?int banned_count:flags.2?int online_count:flags.13?int
    read_inbox_max_id:int read_outbox_max_id:int unread_count:int chat_photo:Photo
    notify_settings:PeerNotifySettings exported_invite:flags.23?ExportedChatInvite bot_info:Vector<BotInfo>
    migrated_from_chat_id:flags.4?long migrated_from_max_id:flags.4?int pinned_msg_id:flags.5?int
    stickerset:flags.8?StickerSet available_min_id:flags.9?int folder_id:flags.11?int linked_chat_id:flags.14?long
    location:flags.15?ChannelLocation slowmode_seconds:flags.17?int slowmode_next_send_date:flags.18?int
    stats_dc:flags.12?int pts:int call:flags.21?InputGroupCall ttl_period:flags.24?int
    pending_suggestions:flags.25?Vector<string> groupcall_default_join_as:flags.26?Peer
    theme_emoticon:flags.27?string requests_pending:flags.28?int recent_requesters:flags.28?Vector<long>
    default_send_as:flags.29?Peer available_reactions:flags.30?ChatReactions reactions_limit:flags2.13?int
    stories:flags2.4?PeerStories wallpaper:flags2.7?WallPaper boosts_applied:flags2.8?int
    boosts_unrestrict:flags2.9?int emojiset:flags2.10?StickerSet bot_verification:flags2.17?BotVerification
    stargifts_count:flags2.18?int send_paid_messages_stars:flags2.21?long main_tab:flags2.22?ProfileTab = ChatFull`, [214, "e4e0b29d"]),
  ...forms("channelParticipant", "user_id:long date:int = ChannelParticipant", [181, "c00c07c0"]),
  ...forms("channelParticipant", "flags:# user_id:long date:int subscription_until_date:flags.0?int = ChannelParticipant", [214, "cb397619"]),
  ...forms("channelParticipantBanned", "flags:# left:flags.0?true peer:Peer kicked_by:long date:int banned_rights:ChatBannedRights = ChannelParticipant", [214, "6df8014e"]),
  ...forms("channelParticipantSelf", "flags:# via_request:flags.0?true user_id:long inviter_id:long date:int = ChannelParticipant", [181, "35a8bfa7"]),
  ...forms("channelParticipantSelf", `flags:# via_request:flags.0?true user_id:long inviter_id:long date:int subscription_until_date:flags.1?int =
    ChannelParticipant`, [214, "4f607bef"]),
  ...methods("channels.editAdmin", "channel:InputChannel user_id:InputUser admin_rights:ChatAdminRights rank:string = Updates", [214, "d33c8902"]),
  ...methods("channels.getSendAs", "peer:InputPeer = channels.SendAsPeers", [198, "dc770ee"]),
  ...methods("channels.joinChannel", "channel:InputChannel = Updates", [214, "24b524c5"]),
  ...methods("channels.toggleForum", "channel:InputChannel enabled:Bool = Updates", [198, "a4298b29"]),
  ...methods("channels.toggleJoinRequest", "channel:InputChannel enabled:Bool = Updates", [214, "4c2985b6"]),
  ...methods("channels.toggleSignatures", "channel:InputChannel enabled:Bool = Updates", [181, "1f69b606"]),
  ...forms("chatInvite", `flags:# channel:flags.0?true broadcast:flags.1?true public:flags.2?true megagroup:flags.3?true
    request_needed:flags.6?true verified:flags.7?true scam:flags.8?true fake:flags.9?true title:string
    about:flags.5?string photo:Photo participants_count:int participants:flags.4?Vector<User> color:int = ChatInvite`, [181, "cde0ec40"]),
  ...forms("chatInviteExported", `flags:# revoked:flags.0?true permanent:flags.5?true request_needed:flags.6?true link:string admin_id:long
    date:int start_date:flags.4?int expire_date:flags.1?int usage_limit:flags.2?int usage:flags.3?int
    requested:flags.7?int title:flags.8?string = ExportedChatInvite`, [181, "ab4a819"]),
  ...forms("chatParticipant", "user_id:long inviter_id:long date:int = ChatParticipant", [214, "c02d4007"]),
  ...forms("chatParticipantAdmin", "user_id:long inviter_id:long date:int = ChatParticipant", [214, "a0933f5b"]),
  ...forms("chatParticipantCreator", "user_id:long = ChatParticipant", [214, "e46bcee4"]),
  ...forms("documentAttributeVideo", `flags:# round_message:flags.0?true supports_streaming:flags.1?true nosound:flags.3?true duration:double w:int
    h:int preload_prefix_size:flags.2?int = DocumentAttribute`, [181, "d38ff1c2"]),
  ...forms("draftMessage", `flags:# no_webpage:flags.1?true invert_media:flags.6?true reply_to:flags.4?InputReplyTo message:string
    entities:flags.3?Vector<MessageEntity> media:flags.5?InputMedia date:int = DraftMessage`, [181, "3fccf7ef"]),
  ...forms("draftMessage", `flags:# no_webpage:flags.1?true invert_media:flags.6?true reply_to:flags.4?InputReplyTo message:string
    entities:flags.3?Vector<MessageEntity> media:flags.5?InputMedia date:int effect:flags.7?long = DraftMessage`, [198, "2d65321f"]),
  ...forms("draftMessage", `flags:# no_webpage:flags.1?true invert_media:flags.6?true reply_to:flags.4?InputReplyTo message:string
    entities:flags.3?Vector<MessageEntity> media:flags.5?InputMedia date:int effect:flags.7?long
    suggested_post:flags.8?SuggestedPost = DraftMessage`, [214, "96eaa5eb"]),
  ...forms("forumTopic", `flags:# my:flags.1?true closed:flags.2?true pinned:flags.3?true short:flags.5?true hidden:flags.6?true id:int
    date:int title:string icon_color:int icon_emoji_id:flags.0?long top_message:int read_inbox_max_id:int
    read_outbox_max_id:int unread_count:int unread_mentions_count:int unread_reactions_count:int from_id:Peer
    notify_settings:PeerNotifySettings draft:flags.4?DraftMessage = ForumTopic`, [214, "71701da9"]),
  ...forms("inputMediaDocument", "flags:# spoiler:flags.2?true id:InputDocument ttl_seconds:flags.0?int query:flags.1?string = InputMedia", [181, "33473058"]),
  ...forms("inputMediaDocumentExternal", "flags:# spoiler:flags.1?true url:string ttl_seconds:flags.0?int = InputMedia", [181, "fb52dc99"]),
  ...forms("inputMediaPhoto", "flags:# spoiler:flags.1?true id:InputPhoto ttl_seconds:flags.0?int = InputMedia", [214, "b3ba0635"]),
  ...forms("inputMediaPoll", `flags:# poll:Poll correct_answers:flags.0?Vector<bytes> solution:flags.1?string
    solution_entities:flags.1?Vector<MessageEntity> = InputMedia`, [214, "f94e5f1"]),
  ...forms("inputMediaUploadedDocument", `flags:# nosound_video:flags.3?true force_file:flags.4?true spoiler:flags.5?true file:InputFile
    thumb:flags.2?InputFile mime_type:string attributes:Vector<DocumentAttribute>
    stickers:flags.0?Vector<InputDocument> ttl_seconds:flags.1?int = InputMedia`, [181, "5b38c6c1"]),
  ...forms("inputMediaUploadedPhoto", `flags:# spoiler:flags.2?true file:InputFile stickers:flags.0?Vector<InputDocument> ttl_seconds:flags.1?int =
    InputMedia`, [214, "1e287d04"]),
  ...forms("messageMediaDice", "value:int emoticon:string = MessageMedia", [214, "3f7ee58b"]),
  ...forms("messageMediaDocument", `flags:# nopremium:flags.3?true spoiler:flags.4?true video:flags.6?true round:flags.7?true voice:flags.8?true
    document:flags.0?Document alt_document:flags.5?Document ttl_seconds:flags.2?int = MessageMedia`, [181, "4cf4d72d"]),
  ...forms("messageMediaPhoto", "flags:# spoiler:flags.3?true photo:flags.0?Photo ttl_seconds:flags.2?int = MessageMedia", [214, "695150d7"]),
  ...forms("messageMediaPoll", "poll:Poll results:PollResults = MessageMedia", [214, "4bd6e798"]),
  ...forms("messageReactions", `flags:# min:flags.0?true can_see_list:flags.2?true reactions_as_tags:flags.3?true results:Vector<ReactionCount>
    recent_reactions:flags.1?Vector<MessagePeerReaction> = MessageReactions`, [181, "4f2b9479"]),
  ...forms("messageService", `flags:# out:flags.1?true mentioned:flags.4?true media_unread:flags.5?true silent:flags.13?true
    post:flags.14?true legacy:flags.19?true id:int from_id:flags.8?Peer peer_id:Peer
    reply_to:flags.3?MessageReplyHeader date:int action:MessageAction ttl_period:flags.25?int = Message`, [181, "2b085862"]),
  ...forms("messageService", `flags:# out:flags.1?true mentioned:flags.4?true media_unread:flags.5?true reactions_are_possible:flags.9?true
    silent:flags.13?true post:flags.14?true legacy:flags.19?true id:int from_id:flags.8?Peer peer_id:Peer
    reply_to:flags.3?MessageReplyHeader date:int action:MessageAction reactions:flags.20?MessageReactions
    ttl_period:flags.25?int = Message`, [198, "d3d28540"]),
  ...methods("messages.editInlineBotMessage", `flags:# no_webpage:flags.1?true invert_media:flags.16?true id:InputBotInlineMessageID message:flags.11?string
    media:flags.14?InputMedia reply_markup:flags.2?ReplyMarkup entities:flags.3?Vector<MessageEntity> = Bool`, [214, "83557dba"]),
  ...methods("messages.exportChatInvite", `flags:# legacy_revoke_permanent:flags.2?true request_needed:flags.3?true peer:InputPeer expire_date:flags.0?int
    usage_limit:flags.1?int title:flags.4?string = ExportedChatInvite`, [181, "a02ce5d5"]),
  ...methods("messages.forwardMessages", `flags:# silent:flags.5?true background:flags.6?true with_my_score:flags.8?true drop_author:flags.11?true
    drop_media_captions:flags.12?true noforwards:flags.14?true from_peer:InputPeer id:Vector<int>
    random_id:Vector<long> to_peer:InputPeer top_msg_id:flags.9?int schedule_date:flags.10?int
    send_as:flags.13?InputPeer quick_reply_shortcut:flags.17?InputQuickReplyShortcut = Updates`, [181, "d5039208"]),
  ...methods("messages.forwardMessages", `flags:# silent:flags.5?true background:flags.6?true with_my_score:flags.8?true drop_author:flags.11?true
    drop_media_captions:flags.12?true noforwards:flags.14?true allow_paid_floodskip:flags.19?true
    from_peer:InputPeer id:Vector<int> random_id:Vector<long> to_peer:InputPeer top_msg_id:flags.9?int
    schedule_date:flags.10?int send_as:flags.13?InputPeer quick_reply_shortcut:flags.17?InputQuickReplyShortcut
    video_timestamp:flags.20?int = Updates`, [198, "6d74da08"]),
  ...methods("messages.forwardMessages", `flags:# silent:flags.5?true background:flags.6?true with_my_score:flags.8?true drop_author:flags.11?true
    drop_media_captions:flags.12?true noforwards:flags.14?true allow_paid_floodskip:flags.19?true
    from_peer:InputPeer id:Vector<int> random_id:Vector<long> to_peer:InputPeer top_msg_id:flags.9?int
    reply_to:flags.22?InputReplyTo schedule_date:flags.10?int send_as:flags.13?InputPeer
    quick_reply_shortcut:flags.17?InputQuickReplyShortcut video_timestamp:flags.20?int
    allow_paid_stars:flags.21?long suggested_post:flags.23?SuggestedPost = Updates`, [214, "978928ca"]),
  ...methods("messages.getPollResults", "peer:InputPeer msg_id:int = Updates", [214, "73bb643b"]),
  ...methods("messages.importChatInvite", "hash:string = Updates", [214, "6c50051c"]),
  ...methods("messages.markDialogUnread", "flags:# unread:flags.0?true peer:InputDialogPeer = Bool", [198, "c286d98f"]),
  ...methods("messages.readReactions", "flags:# peer:InputPeer top_msg_id:flags.0?int = messages.AffectedHistory", [198, "54aa7f8e"]),
  ...methods("messages.saveDraft", `flags:# no_webpage:flags.1?true invert_media:flags.6?true reply_to:flags.4?InputReplyTo peer:InputPeer
    message:string entities:flags.3?Vector<MessageEntity> media:flags.5?InputMedia = Bool`, [181, "7ff3b806"]),
  ...methods("messages.saveDraft", `flags:# no_webpage:flags.1?true invert_media:flags.6?true reply_to:flags.4?InputReplyTo peer:InputPeer
    message:string entities:flags.3?Vector<MessageEntity> media:flags.5?InputMedia effect:flags.7?long = Bool`, [198, "d372c5ce"]),
  ...methods("messages.saveDraft", `flags:# no_webpage:flags.1?true invert_media:flags.6?true reply_to:flags.4?InputReplyTo peer:InputPeer
    message:string entities:flags.3?Vector<MessageEntity> media:flags.5?InputMedia effect:flags.7?long
    suggested_post:flags.8?SuggestedPost = Bool`, [214, "54ae308e"]),
  ...methods("messages.searchGlobal", `flags:# broadcasts_only:flags.1?true groups_only:flags.2?true users_only:flags.3?true folder_id:flags.0?int
    q:string filter:MessagesFilter min_date:int max_date:int offset_rate:int offset_peer:InputPeer offset_id:int
    limit:int = messages.Messages`, [214, "4bc6589a"]),
  ...methods("messages.sendInlineBotResult", `flags:# silent:flags.5?true background:flags.6?true clear_draft:flags.7?true hide_via:flags.11?true
    peer:InputPeer reply_to:flags.0?InputReplyTo random_id:long query_id:long id:string schedule_date:flags.10?int
    send_as:flags.13?InputPeer quick_reply_shortcut:flags.17?InputQuickReplyShortcut = Updates`, [198, "3ebee86a"]),
  ...methods("messages.sendMedia", `flags:# silent:flags.5?true background:flags.6?true clear_draft:flags.7?true noforwards:flags.14?true
    update_stickersets_order:flags.15?true invert_media:flags.16?true allow_paid_floodskip:flags.19?true
    peer:InputPeer reply_to:flags.0?InputReplyTo media:InputMedia message:string random_id:long
    reply_markup:flags.2?ReplyMarkup entities:flags.3?Vector<MessageEntity> schedule_date:flags.10?int
    send_as:flags.13?InputPeer quick_reply_shortcut:flags.17?InputQuickReplyShortcut effect:flags.18?long = Updates`, [198, "7852834e"]),
  ...methods("messages.sendMedia", `flags:# silent:flags.5?true background:flags.6?true clear_draft:flags.7?true noforwards:flags.14?true
    update_stickersets_order:flags.15?true invert_media:flags.16?true allow_paid_floodskip:flags.19?true
    peer:InputPeer reply_to:flags.0?InputReplyTo media:InputMedia message:string random_id:long
    reply_markup:flags.2?ReplyMarkup entities:flags.3?Vector<MessageEntity> schedule_date:flags.10?int
    send_as:flags.13?InputPeer quick_reply_shortcut:flags.17?InputQuickReplyShortcut effect:flags.18?long
    allow_paid_stars:flags.21?long suggested_post:flags.22?SuggestedPost = Updates`, [214, "ac55d9c1"]),
  ...methods("messages.sendMultiMedia", `flags:# silent:flags.5?true background:flags.6?true clear_draft:flags.7?true noforwards:flags.14?true
    update_stickersets_order:flags.15?true invert_media:flags.16?true allow_paid_floodskip:flags.19?true
    peer:InputPeer reply_to:flags.0?InputReplyTo multi_media:Vector<InputSingleMedia> schedule_date:flags.10?int
    send_as:flags.13?InputPeer quick_reply_shortcut:flags.17?InputQuickReplyShortcut effect:flags.18?long = Updates`, [198, "37b74355"]),
  ...methods("messages.setChatAvailableReactions", "flags:# peer:InputPeer available_reactions:ChatReactions reactions_limit:flags.0?int = Updates", [181, "5a150bd4"]),
  ...methods("messages.toggleNoForwards", "peer:InputPeer enabled:Bool = Updates", [214, "b11eafa2"]),
  ...methods("messages.unpinAllMessages", "flags:# peer:InputPeer top_msg_id:flags.0?int = messages.AffectedHistory", [198, "ee22b9a8"]),
  ...forms("poll", `id:long flags:# closed:flags.0?true public_voters:flags.1?true multiple_choice:flags.2?true quiz:flags.3?true
    question:TextWithEntities answers:Vector<PollAnswer> close_period:flags.4?int close_date:flags.5?int = Poll`, [214, "58747131"]),
  ...forms("pollAnswer", "text:TextWithEntities option:bytes = PollAnswer", [214, "ff16e2ca"]),
  ...forms("pollAnswerVoters", "flags:# chosen:flags.0?true correct:flags.1?true option:bytes voters:int = PollAnswerVoters", [214, "3b6ddad2"]),
  ...forms("pollResults", `flags:# min:flags.0?true results:flags.1?Vector<PollAnswerVoters> total_voters:flags.2?int
    recent_voters:flags.3?Vector<Peer> solution:flags.4?string solution_entities:flags.4?Vector<MessageEntity> =
    PollResults`, [214, "7adf2420"]),
  ...forms("updateBotChatInviteRequester", "peer:Peer date:int user_id:long about:string invite:ExportedChatInvite qts:int = Update", [214, "11dfa986"]),
  ...forms("updateChannelReadMessagesContents", "flags:# channel_id:long top_msg_id:flags.0?int messages:Vector<int> = Update", [198, "ea29055d"]),
  ...forms("updateDeleteScheduledMessages", "peer:Peer messages:Vector<int> = Update", [181, "90866cee"]),
  ...forms("updateDraftMessage", "flags:# peer:Peer top_msg_id:flags.0?int draft:DraftMessage = Update", [198, "1b49ec6d"]),
  ...forms("updateMessagePoll", "flags:# poll_id:long poll:flags.0?Poll results:PollResults = Update", [214, "aca1657b"]),
  ...forms("updateMessagePollVote", "poll_id:long peer:Peer options:Vector<bytes> qts:int = Update", [214, "24f40e77"]),
  ...forms("updateMessageReactions", "flags:# peer:Peer msg_id:int top_msg_id:flags.0?int reactions:MessageReactions = Update", [198, "5e1b3cb8"]),
];
