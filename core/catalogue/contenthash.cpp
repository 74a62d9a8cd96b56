// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/contenthash.h"

#include "core/catalogue/blockreader.h"

#include <openssl/evp.h>

namespace chancery::catalogue {

namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

} // namespace

ContentHash::ContentHash(const FileSource &file)
    : m_file(file)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{}

void ContentHash::run(const std::stop_token &stop)
{
    BlockReader blocks(m_file);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::vector<char> block(static_cast<std::size_t>(BlockReader::blockSize));
    while (!stop.stop_requested()) {
        const auto got = blocks.next(block.data());
        if (!got) {
            m_result = got.error();
            return;
        }
        if (*got == 0)
            break;
        EVP_DigestUpdate(context.get(), block.data(), std::size_t(*got));
    }
    QByteArray hash(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(hash.data()), &size);
    hash.truncate(qsizetype(size));
    m_result = Value{hash.toHex(), blocks.digests()};
}

Result<ContentHash::Value> ContentHash::take()
{
    m_thread.join();
    return std::move(*m_result);
}

} // namespace chancery::catalogue
