// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/contenthash.h"

#include "core/async/errorof.h"
#include "core/catalogue/blockreader.h"
#include "core/catalogue/textcheck.h"

#include <QCryptographicHash>
#include <QFile>

#include <openssl/evp.h>

namespace chancery::catalogue {

namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

} // namespace

Result<QByteArray> sha256OfFile(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return errorOf(ErrorKind::Input, Cause::FileUnreadable, path);
    return hash.result();
}

ContentHash::ContentHash(const FileSource &file, std::shared_ptr<BlockFeed> feed, FileHash hash)
    : m_file(file)
    , m_feed(std::move(feed))
    , m_hash(hash)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{}

void ContentHash::run(const std::stop_token &stop)
{
    m_result = read(stop);
    if (m_feed && *m_result)
        m_feed->end();
    else if (m_feed)
        m_feed->fail(m_result->error());
}

Result<ContentHash::Value> ContentHash::read(const std::stop_token &stop)
{
    BlockReader blocks(m_file);
    const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    std::vector<char> own(static_cast<std::size_t>(BlockReader::blockSize));
    for (qint64 number = 0; !stop.stop_requested(); ++number) {
        char *const given = m_feed && number >= m_feed->first() ? m_feed->room(stop) : nullptr;
        char *const block = given ? given : own.data();
        const auto got = blocks.next(block);
        if (!got)
            return got.error();
        if (*got == 0)
            break;
        const std::string_view bytes(block, std::size_t(*got));
        if (given)
            m_feed->give({number, blocks.digests().back(), isTextInside(bytes), bytes});
        if (m_hash == FileHash::Wanted)
            EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
    }
    if (m_hash == FileHash::NotWanted)
        return Value{{}, blocks.digests()};
    QByteArray hash(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(hash.data()), &size);
    hash.truncate(qsizetype(size));
    return Value{hash.toHex(), blocks.digests()};
}

Result<ContentHash::Value> ContentHash::take()
{
    m_thread.join();
    return std::move(*m_result);
}

} // namespace chancery::catalogue
