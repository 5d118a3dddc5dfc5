export { blockUser, unblockUser, type BlockUserOptions } from "./blockUser.js";
export { getCommonChats } from "./getCommonChats.js";
export { getDefaultEmojiStatuses } from "./getDefaultEmojiStatuses.js";
export { getUsers } from "./getUsers.js";
export { getChatPhotos, getChatPhotosCount, deleteProfilePhotos, setProfilePhoto, type SetProfilePhotoOptions } from "./photos.js";
export { updateProfile, setUsername, setEmojiStatus, type UpdateProfileOptions, type SetEmojiStatusOptions } from "./updateProfile.js";
