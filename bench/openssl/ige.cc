// AES-256-IGE as OpenSSL has it, from the copy that Node.js carries: its symbols are exported, and
// its headers stand beside node_api.h. For comparison only: no ABI is promised across Nodes.
#include <napi.h>
#include <openssl/aes.h>

#include <cstring>

namespace {

// ige(data, key, iv, encrypt): changes `data` in place; the iv of the caller stays as it was.
void Ige(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (info.Length() != 4 || !info[0].IsTypedArray() || !info[1].IsTypedArray() ||
      !info[2].IsTypedArray() || !info[3].IsBoolean()) {
    Napi::TypeError::New(env, "expected (data, key, iv, encrypt)").ThrowAsJavaScriptException();
    return;
  }
  auto data = info[0].As<Napi::Uint8Array>();
  const auto key = info[1].As<Napi::Uint8Array>();
  const auto iv = info[2].As<Napi::Uint8Array>();
  if (data.ByteLength() % AES_BLOCK_SIZE != 0 || key.ByteLength() != 32 || iv.ByteLength() != 32) {
    Napi::RangeError::New(env, "expected whole blocks, a 32-byte key and a 32-byte iv")
        .ThrowAsJavaScriptException();
    return;
  }
  const bool encrypt = info[3].As<Napi::Boolean>();
  AES_KEY schedule;
  if (encrypt) {
    AES_set_encrypt_key(key.Data(), 256, &schedule);
  } else {
    AES_set_decrypt_key(key.Data(), 256, &schedule);
  }
  unsigned char chain[2 * AES_BLOCK_SIZE];
  std::memcpy(chain, iv.Data(), sizeof chain);
  AES_ige_encrypt(data.Data(), data.Data(), data.ByteLength(), &schedule, chain,
                  encrypt ? AES_ENCRYPT : AES_DECRYPT);
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("ige", Napi::Function::New<Ige>(env, "ige"));
  return exports;
}

}  // namespace

NODE_API_MODULE(openssl_ige, Init)
