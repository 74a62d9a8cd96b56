// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/mirror/searchindex.h"

#include "core/mirror/fold.h"
#include "core/mirror/textscan.h"

#include <QRunnable>
#include <QSemaphore>

#include <algorithm>
#include <atomic>
#include <bit>

namespace chancery::mirror {

namespace {

constexpr int mostHelpers = 3;
constexpr std::size_t mostUnsorted = 4096;       // takes some 20 ms
constexpr std::size_t mostWhileUnasked = 32'768; // less work in all, but the first question waits for it

/// Searches chunk after chunk until none is left; several threads share one.
class Sweep : public QRunnable
{
public:
    Sweep(std::function<void()> work, QSemaphore &done)
        : m_work(std::move(work))
        , m_done(done)
    {
        setAutoDelete(false);
    }
    void run() override
    {
        m_work();
        m_done.release();
    }

private:
    std::function<void()> m_work;
    QSemaphore &m_done;
};

} // namespace

/// A query prepared for the block.
struct SearchIndex::Question
{
    std::vector<Needle> words;                ///< the longest first
    std::vector<std::vector<bool>> wordKinds; ///< for each word, which kinds contain it
    std::vector<bool> kinds;                  ///< which kinds the filters let through
    bool everyKind = true;
    std::optional<quint64> model;
    std::optional<quint32> batch;
};

QList<QByteArray> searchWords(const QString &text)
{
    QList<QByteArray> words;
    QString word;
    bool quoted = false;
    const auto end = [&] {
        if (!word.trimmed().isEmpty())
            words << folded(word);
        word.clear();
    };
    for (const QChar c : text) {
        if (c == u'"') {
            end();
            quoted = !quoted;
        } else if (!quoted && c.isSpace()) {
            end();
        } else {
            word += c;
        }
    }
    end();
    words.removeAll(QByteArray());
    std::stable_sort(words.begin(), words.end(),
                     [](const QByteArray &a, const QByteArray &b) { return a.size() > b.size(); });
    return words;
}

SearchIndex::SearchIndex()
    : m_byNumber([this](quint32 a, quint32 b) { return lessByNumber(a, b); })
    , m_byName([this](quint32 a, quint32 b) {
        const int order = compareNatural(m_block.name(a), m_block.name(b));
        return order != 0 ? order < 0 : lessByNumber(a, b);
    })
    , m_byUpdate([this](quint32 a, quint32 b) {
        return m_block.updated(a) != m_block.updated(b) ? m_block.updated(a) < m_block.updated(b) : lessByNumber(a, b);
    })
{
    m_helpers.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 0, mostHelpers));
    m_helpers.setExpiryTimeout(-1);
}

/// By number; one that differs only in case or accents stays apart from the other with all that is below it.
bool SearchIndex::lessByNumber(quint32 a, quint32 b) const
{
    const int order = compareNatural(m_block.numbers(a), m_block.numbers(b));
    if (order != 0)
        return order < 0;
    if (m_block.model(a) != m_block.model(b))
        return m_block.model(a) < m_block.model(b);
    if (m_block.batch(a) != m_block.batch(b))
        return m_block.batch(a) < m_block.batch(b);
    return a < b;
}

void SearchIndex::put(const std::vector<MirrorRecord> &records)
{
    std::vector<quint32> fresh;
    fresh.reserve(records.size());
    for (const MirrorRecord &record : records)
        fresh.push_back(m_block.put(record));
    m_unsorted.insert(m_unsorted.end(), fresh.begin(), fresh.end());
    if (m_unsorted.size() >= (m_isAsked ? mostUnsorted : mostWhileUnasked)) {
        sortIn();
        m_isAsked = false;
    }
    ++m_version;
    compactIfWorth();
}

/// Many at once cost a small part of what each alone does.
void SearchIndex::sortIn()
{
    if (m_unsorted.empty())
        return;
    m_byNumber.add(m_unsorted);
    m_byName.add(m_unsorted);
    m_byUpdate.add(std::exchange(m_unsorted, {}));
}

void SearchIndex::sortForQuestion()
{
    m_isAsked = true;
    sortIn();
}

void SearchIndex::remove(const std::vector<quint32> &rows)
{
    for (const quint32 row : rows)
        m_block.remove(row);
    ++m_version;
    compactIfWorth();
}

void SearchIndex::clear()
{
    m_block = {};
    m_byNumber.clear();
    m_byName.clear();
    m_byUpdate.clear();
    m_unsorted.clear();
    ++m_version;
}

void SearchIndex::compactIfWorth()
{
    const quint32 dead = m_block.slots() - m_block.living();
    if (dead < 65536 || dead < m_block.living() / 4)
        return;
    sortIn();
    const std::vector<quint32> moved = m_block.compact();
    for (SortedOrder *order : {&m_byNumber, &m_byName, &m_byUpdate})
        order->renumber(moved, SearchBlock::noSlot);
}

qint64 SearchIndex::bytes() const
{
    return m_block.bytes() + m_byNumber.bytes() + m_byName.bytes() + m_byUpdate.bytes() +
           qint64(m_unsorted.capacity() * sizeof(quint32)) +
           qint64(m_match.bits.capacity() * sizeof(quint64) + m_ordered.rows.capacity() * sizeof(quint32) +
                  m_lines.lines.capacity() * sizeof(Branch));
}

bool SearchIndex::match(const MirrorQuery &query, quint32 extra, const std::stop_token &stop)
{
    const MirrorQuery asked = query.withoutOrder();
    if (m_match.version == m_version && m_match.extra == extra && m_match.query == asked)
        return true;
    Question question;
    for (const QByteArray &word : searchWords(query.text))
        question.words.emplace_back(word);
    question.kinds.resize(m_block.kinds().size());
    for (std::size_t i = 0; i < question.kinds.size(); ++i) {
        const Kind &kind = m_block.kinds()[i];
        const auto fits = [](const QString &wanted, const QByteArray &word) {
            return wanted.isEmpty() || folded(wanted) == word;
        };
        question.kinds[i] = fits(query.level, kind.level) && fits(query.status, kind.status) &&
                            fits(query.certification, kind.certification) && fits(query.network, kind.network);
        question.everyKind = question.everyKind && question.kinds[i];
    }
    for (const Needle &needle : question.words) {
        const QByteArrayView word(needle.text().data(), qsizetype(needle.text().size()));
        std::vector<bool> &kinds = question.wordKinds.emplace_back();
        for (const Kind &kind : m_block.kinds())
            kinds.push_back(kind.level.contains(word) || kind.status.contains(word) ||
                            kind.certification.contains(word) || kind.network.contains(word));
    }
    if (query.model)
        question.model = SearchBlock::modelHash(*query.model);
    if (query.batch)
        question.batch = SearchBlock::batchHash(*query.batch);

    m_match.version = 0;
    m_ordered.valid = false;
    const std::size_t chunks = m_block.chunks().size();
    m_match.bits.assign(chunks * SearchBlock::wordsPerChunk, 0);
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t chunk = next++; chunk < chunks && !stop.stop_requested(); chunk = next++)
            matchChunk(question, chunk);
    };
    QSemaphore done;
    std::vector<std::unique_ptr<Sweep>> helpers;
    for (int i = 0; chunks > 8 && i < m_helpers.maxThreadCount(); ++i) {
        helpers.push_back(std::make_unique<Sweep>(work, done));
        m_helpers.start(helpers.back().get());
    }
    work();
    done.acquire(int(helpers.size()));
    if (stop.stop_requested())
        return false;
    m_match.kindTotals.clear();
    if (const quint32 slot = extra ? m_block.slotOf(extra) : SearchBlock::noSlot; slot != SearchBlock::noSlot)
        m_match.bits[slot / 64] |= 1ULL << (slot % 64);
    m_match.total = 0;
    for (const quint64 bits : m_match.bits)
        m_match.total += std::popcount(bits);
    m_match.query = asked;
    m_match.extra = extra;
    m_match.version = m_version;
    return true;
}

/// Marks the places of the first word: on to the next row as soon as one has it.
void SearchIndex::scanChunk(const Question &question, std::size_t number, quint64 *bits) const
{
    const SearchBlock::Chunk &chunk = *m_block.chunks()[number];
    const std::vector<bool> &kinds = question.wordKinds.front();
    const char *text = chunk.text.data();
    const char *end = text + chunk.starts.back();
    const quint32 size = chunk.size();
    quint32 slot = 0;
    const char *at = text;
    while (slot < size) {
        const char *found = question.words.front().find(at, end);
        if (!found)
            break;
        const auto place = quint32(found - text);
        while (chunk.starts[slot + 1] <= place)
            ++slot;
        bits[slot / 64] |= 1ULL << (slot % 64);
        at = text + chunk.starts[++slot];
    }
    if (std::find(kinds.begin(), kinds.end(), true) == kinds.end())
        return;
    for (slot = 0; slot < size; ++slot)
        bits[slot / 64] |= quint64(kinds[chunk.kinds[slot]]) << (slot % 64);
}

void SearchIndex::matchChunk(const Question &question, std::size_t number)
{
    const SearchBlock::Chunk &chunk = *m_block.chunks()[number];
    quint64 *bits = m_match.bits.data() + number * SearchBlock::wordsPerChunk;
    if (!question.words.empty())
        scanChunk(question, number, bits);
    const bool plain = question.everyKind && !question.model && !question.batch && question.words.size() < 2;
    for (quint32 word = 0; word < SearchBlock::wordsPerChunk; ++word) {
        bits[word] = question.words.empty() ? chunk.live[word] : bits[word] & chunk.live[word];
        for (quint64 left = plain ? 0 : bits[word]; left != 0; left &= left - 1) {
            const quint32 slot = word * 64 + quint32(std::countr_zero(left));
            bool fits = question.kinds[chunk.kinds[slot]] &&
                        (!question.model || chunk.models[slot] == *question.model) &&
                        (!question.batch || chunk.batches[slot] == *question.batch);
            const char *text = chunk.text.data() + chunk.starts[slot];
            const char *end = chunk.text.data() + chunk.starts[slot + 1];
            for (std::size_t i = 1; fits && i < question.words.size(); ++i)
                fits = question.wordKinds[i][chunk.kinds[slot]] || question.words[i].find(text, end);
            if (!fits)
                bits[word] &= ~(left & -left);
        }
    }
}

} // namespace chancery::mirror
