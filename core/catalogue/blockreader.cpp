// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/blockreader.h"

#include "core/catalogue/blockfeed.h"
#include "core/catalogue/hashing.h"

#include <algorithm>

namespace chancery::catalogue {

namespace {

constexpr quint64 digestSeed = 0x43484E4352590001ULL; ///< fixed: digests are compared between passes and programs

} // namespace

quint64 BlockReader::digestOf(std::string_view block)
{
    return hashOf(block, digestSeed);
}

Result<qint64> BlockReader::next(char *to)
{
    m_lastIsText = false;
    if (m_position >= m_file.size())
        return 0;
    const qint64 block = m_position / blockSize;
    const auto got = m_feed && block >= m_feed->first() ? takeNext(to) : load(block, to);
    if (got)
        m_position += *got;
    return got;
}

Result<qint64> BlockReader::takeNext(char *to)
{
    BlockFeed::Block taken;
    const auto came = m_feed->take([&](const BlockFeed::Block &block) {
        std::memcpy(to, block.bytes.data(), block.bytes.size());
        taken = block;
    });
    if (!came)
        return came.error();
    if (!*came)
        return 0;
    m_lastIsText = taken.isText;
    const auto noted = note(taken.number, taken.digest);
    return noted ? Result<qint64>(qint64(taken.bytes.size())) : noted.error();
}

Result<qint64> BlockReader::load(qint64 block, char *to)
{
    auto got = m_file.read(block * blockSize, to, blockSize);
    if (!got)
        return got;
    const auto noted = note(block, digestOf({to, std::size_t(*got)}));
    return noted ? got : noted.error();
}

Result<Nothing> BlockReader::note(qint64 block, quint64 digest)
{
    const auto index = std::size_t(block);
    if (m_isCompared) {
        if (index >= m_expected.size() || m_expected[index] != digest)
            return inputError(Cause::FileChanged, m_file.path());
        if (const auto same = m_file.verify(); !same)
            return same;
    }
    if (index >= m_digests.size()) {
        m_digests.resize(index + 1);
        m_isKnown.resize(index + 1);
    }
    if (m_isKnown[index] && m_digests[index] != digest)
        return inputError(Cause::FileChanged, m_file.path());
    m_digests[index] = digest;
    m_isKnown[index] = true;
    return Nothing{};
}

Result<const BlockReader::Kept *> BlockReader::kept(qint64 block)
{
    for (Kept &kept : m_kept) {
        if (kept.block == block) {
            kept.used = ++m_uses;
            return &kept;
        }
    }
    Kept &oldest =
        *std::min_element(m_kept.begin(), m_kept.end(), [](const Kept &a, const Kept &b) { return a.used < b.used; });
    oldest.block = -1;
    oldest.bytes.resize(std::size_t(blockSize));
    const auto got = load(block, oldest.bytes.data());
    if (!got)
        return got.error();
    oldest.bytes.resize(std::size_t(*got));
    oldest.block = block;
    oldest.used = ++m_uses;
    return &oldest;
}

Result<qint64> BlockReader::read(qint64 offset, char *to, qint64 count)
{
    qint64 done = 0;
    while (done < count && offset + done < m_file.size()) {
        const auto block = kept((offset + done) / blockSize);
        if (!block)
            return block.error();
        const std::string_view bytes = (*block)->bytes.view();
        const auto from = std::size_t((offset + done) % blockSize);
        const std::size_t piece = std::min(bytes.size() - from, std::size_t(count - done));
        std::memcpy(to + done, bytes.data() + from, piece);
        done += qint64(piece);
    }
    return done;
}

Result<Nothing> BlockReader::complete()
{
    const qint64 blocks = (m_file.size() + blockSize - 1) / blockSize;
    for (qint64 block = 0; block < blocks; ++block) {
        if (std::size_t(block) < m_isKnown.size() && m_isKnown[std::size_t(block)])
            continue;
        if (const auto read = kept(block); !read)
            return read.error();
    }
    return Nothing{};
}

} // namespace chancery::catalogue
