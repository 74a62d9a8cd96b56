// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/check.h"

#include "core/catalogue/cataloguefile.h"
#include "core/catalogue/contenthash.h"
#include "core/catalogue/draftwriter.h"
#include "core/catalogue/findinglog.h"
#include "core/catalogue/jsonsink.h"
#include "core/catalogue/keyset.h"
#include "core/catalogue/mappingfit.h"
#include "core/catalogue/networktally.h"

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace chancery::catalogue {

namespace {

using Step = RecordReader::Step;

/// One check of one file. The first pass judges each row, and writes JSON up to the first row whose key may have come
/// before; hashes alone do not decide, so a second pass, needed only then, compares the keys themselves.
class Checking
{
public:
    Checking(const ImportSpec &spec, const CheckOptions &options)
        : m_spec(spec)
        , m_options(options)
        , m_plan(spec.mapping)
        , m_check(m_plan, options.raised)
        , m_writer(spec.mapping)
        , m_sink(options.jsonOut)
        , m_log(m_report, options.keptFindings)
        , m_networks(spec.mapping)
        , m_seed(QRandomGenerator::global()->generate64())
    {}

    Result<CheckReport> run();

private:
    Result<Nothing> open();
    Result<Nothing> openFields();
    Result<Nothing> firstPass();
    Result<Nothing> secondPass();
    Result<Nothing> conclude(ContentHash &content);
    void takeRow(const RawRecord &row);
    void mark(const RawRecord &row);
    void judgeFile();
    Result<Nothing> settleBatch();
    void makeRoom();
    std::size_t expectedRows() const;
    Result<Nothing> compareRow(const RawRecord &row, Granularity granularity);
    void leaveOutDuplicate(const RawRecord &row, qint64 firstLine);
    bool isCandidate(quint64 hash) const
    {
        return std::binary_search(m_candidates.cbegin(), m_candidates.cend(), hash);
    }
    std::optional<Error> interruption();

    /// A row whose hash has not been looked up yet.
    struct Waiting
    {
        quint64 hash;
        qint64 number;
        std::size_t json; ///< where its JSON starts
    };
    static constexpr std::size_t batchSize = 512;

    const ImportSpec &m_spec;
    const CheckOptions &m_options;
    RowPlan m_plan;
    RowCheck m_check;
    DraftWriter m_writer;
    JsonSink m_sink;
    CheckReport m_report;
    FindingLog m_log;
    NetworkTally m_networks;
    std::array<bool, 3> m_levels{}; ///< granularities that rows to be sent have
    quint64 m_seed;
    std::unique_ptr<CatalogueFile> m_file;
    KeySet m_keys;
    std::vector<Waiting> m_batch;
    std::vector<quint64> m_candidates; ///< hashes that came twice
    qint64 m_heldFrom = -1;            ///< the first record whose JSON waits for the second pass
    std::unordered_map<std::string, qint64> m_firstLines;
    bool m_isSecondPass = false;
    std::chrono::steady_clock::time_point m_lastProgress{};
};

Result<CheckReport> Checking::run()
{
    if (const auto opened = open(); !opened)
        return opened.error();
    // The parts of a workbook are not read in the file's order.
    const bool isInOrder = m_file->format().kind != FileKind::Workbook;
    const auto feed = isInOrder ? std::make_shared<BlockFeed>(m_file->nextBlock()) : nullptr;
    ContentHash content(m_file->source(), feed, m_options.hash);
    m_file->take(feed);
    const auto read = firstPass();
    if (feed)
        feed->close();
    if (!read)
        return read.error();
    if (!m_candidates.empty()) {
        if (const auto done = secondPass(); !done)
            return done.error();
    }
    if (const auto done = m_sink.finish(); !done)
        return done.error();
    if (const auto done = conclude(content); !done)
        return done.error();
    return std::move(m_report);
}

Result<Nothing> Checking::open()
{
    auto opened = CatalogueFile::open(m_spec.file, m_spec.format);
    if (!opened)
        return opened.error();
    m_file = std::move(opened).value();
    m_file->apply(m_spec.edits);
    m_report.file = m_spec.file;
    m_report.identity = m_file->source().identity();
    m_report.format = m_file->format();
    m_report.headers = m_file->headers();
    if (const auto fit = fits(m_spec.mapping, m_report.headers, m_spec.file); !fit)
        return fit;
    return openFields();
}

Result<Nothing> Checking::openFields()
{
    if (m_spec.fieldProfile.isEmpty())
        return Nothing{};
    const auto profile = fieldProfile(m_spec.fieldProfile);
    if (!profile)
        return profile.error();
    m_report.fieldProfileSha256 = (*profile)->sha256;
    m_check.setFields(std::make_unique<FieldCheck>(*profile, m_spec.mapping, m_plan));
    return Nothing{};
}

Result<Nothing> Checking::firstPass()
{
    RecordReader &reader = m_file->reader();
    Step step = Step::End;
    while ((step = reader.next()) == Step::Record) {
        takeRow(reader.record());
        if (m_report.index.isDue(reader.record().number - 1)) {
            mark(reader.record());
            if (auto error = interruption())
                return *error;
        }
        if (m_batch.size() == batchSize) {
            if (const auto settled = settleBatch(); !settled)
                return settled;
        }
    }
    if (step == Step::Failed)
        return reader.error();
    m_report.records = reader.count();
    if (m_report.rows == 0)
        return inputError(Cause::FileHeaderOnly, m_spec.file);
    if (const auto settled = settleBatch(); !settled)
        return settled;
    std::sort(m_candidates.begin(), m_candidates.end());
    m_candidates.erase(std::unique(m_candidates.begin(), m_candidates.end()), m_candidates.end());
    auto digests = m_file->digests();
    if (!digests)
        return digests.error();
    m_report.blockDigests = std::move(digests).value();
    return Nothing{};
}

void Checking::mark(const RawRecord &row)
{
    m_report.index.add({row.number - 1, m_file->reader().offset(), row.line});
}

void Checking::takeRow(const RawRecord &row)
{
    const RowCheck::Verdict verdict = m_check.judge(row);
    const qint64 number = row.number - 1; // a removed record has one too
    ++m_report.rows;
    if (!m_check.remarks().empty())
        m_log.add(row, m_check);
    if (verdict.isLeftOut) {
        ++m_report.leftOut;
        m_report.leftOutRecords.insert(number);
        return;
    }
    if (verdict.hasWarning)
        m_report.warnedRecords.insert(number);
    m_levels[std::size_t(verdict.granularity)] = true;
    if (m_plan.network >= 0)
        m_networks.count(m_plan.text(row, m_plan.network), row.line);
    const quint64 hash = keyOf(m_plan, verdict.granularity, row).hash(m_seed);
    m_batch.push_back({hash, number, m_sink.mark()});
    if (m_heldFrom < 0 && m_sink.isWanted())
        m_writer.append(m_sink.beginRow(), row, verdict.granularity);
}

/// Many hashes at once, so that the memory of the set, which no cache holds, is waited for only once.
Result<Nothing> Checking::settleBatch()
{
    constexpr std::size_t ahead = 16;
    if (!m_keys.hasRoomFor(m_batch.size()))
        makeRoom();
    for (std::size_t i = 0; i < std::min(ahead, m_batch.size()); ++i)
        m_keys.prefetch(m_batch[i].hash);
    for (std::size_t i = 0; i < m_batch.size(); ++i) {
        if (i + ahead < m_batch.size())
            m_keys.prefetch(m_batch[i + ahead].hash);
        if (m_keys.insert(m_batch[i].hash))
            continue;
        m_candidates.push_back(m_batch[i].hash);
        if (m_heldFrom < 0) {
            m_heldFrom = m_batch[i].number;
            m_sink.dropFrom(m_batch[i].json);
        }
    }
    m_batch.clear();
    return m_sink.flushIfLarge();
}

/// The table for the whole file is made by another thread while the first rows go to a small one.
void Checking::makeRoom()
{
    constexpr std::size_t first = 64 * 1024;
    const std::size_t expected = expectedRows();
    const bool isFirst = m_keys.count() == 0;
    m_keys.reserve(isFirst ? std::min(first, expected) : expected);
    if (isFirst && expected > first)
        m_keys.prepare(expected);
}

/// By the size of the rows so far; a few at the beginning are trusted only so much.
std::size_t Checking::expectedRows() const
{
    const auto known = std::size_t(m_keys.count() + batchSize);
    const double share = double(m_file->reader().consumed()) / double(m_report.identity.size);
    const auto projected = std::size_t(double(known) / std::max(share, 1e-9) * 1.03);
    return std::clamp(projected, known * 5 / 4, known * 4096);
}

Result<Nothing> Checking::secondPass()
{
    auto opened = CatalogueFile::open(FileSource(m_file->source()), m_spec.format, m_report.blockDigests);
    if (!opened)
        return opened.error();
    m_file = std::move(opened).value();
    m_file->apply(m_spec.edits);
    m_isSecondPass = true;
    RecordReader &reader = m_file->reader();
    Step step = Step::End;
    while ((step = reader.next()) == Step::Record) {
        const RawRecord &row = reader.record();
        const qint64 number = row.number - 1;
        if (m_report.leftOutRecords.contains(number))
            continue;
        // A row that is not left out has a granularity.
        if (const auto done = compareRow(row, m_plan.granularityOf(row).value_or(m_plan.usualGranularity)); !done)
            return done;
        if (number % 1024 == 0) {
            if (auto error = interruption())
                return *error;
        }
    }
    return step == Step::Failed ? Result<Nothing>(reader.error()) : Result<Nothing>(Nothing{});
}

Result<Nothing> Checking::compareRow(const RawRecord &row, Granularity granularity)
{
    const KeyView key = keyOf(m_plan, granularity, row);
    if (isCandidate(key.hash(m_seed))) {
        const auto [first, isNew] = m_firstLines.try_emplace(key.joined(), row.line);
        if (!isNew) {
            leaveOutDuplicate(row, first->second);
            return Nothing{};
        }
    }
    if (!m_sink.isWanted() || row.number - 1 < m_heldFrom)
        return Nothing{};
    m_writer.append(m_sink.beginRow(), row, granularity);
    return m_sink.flushIfLarge();
}

void Checking::leaveOutDuplicate(const RawRecord &row, qint64 firstLine)
{
    m_report.warnedRecords.remove(row.number - 1);
    if (m_plan.network >= 0)
        m_networks.discount(m_plan.text(row, m_plan.network), row.line);
    ++m_report.leftOut;
    m_report.leftOutRecords.insert(row.number - 1);
    m_log.addDuplicate(row, m_plan, firstLine);
}

Result<Nothing> Checking::conclude(ContentHash &content)
{
    const auto hash = content.take();
    if (!hash)
        return hash.error();
    if (hash->digests != m_report.blockDigests)
        return inputError(Cause::FileChanged, m_spec.file);
    if (const auto same = m_file->source().verify(); !same)
        return same;
    m_report.sha256 = hash->sha256;
    m_report.warned = m_report.warnedRecords.count();
    judgeFile();
    m_log.finish();
    return Nothing{};
}

/// What can be said only once every row is known.
void Checking::judgeFile()
{
    if (const FieldCheck *const fields = m_check.fields()) {
        for (const int number : fields->absent()) {
            const auto &rule = fields->rule(number);
            const bool isConcerned = (m_levels[0] && rule->holdsFor(Granularity::Model)) ||
                                     (m_levels[1] && rule->holdsFor(Granularity::Batch)) ||
                                     (m_levels[2] && rule->holdsFor(Granularity::Item));
            if (isConcerned)
                m_log.addForFile({1, -1, {}, rule->severity, FindingCode::FieldMissing, {}, 0, rule}, number);
        }
    }
    m_report.mainNetworkRows = m_networks.main().rows;
    m_report.otherNetworkRows = m_networks.other().rows;
    if (!m_networks.isMixed())
        return;
    const bool isMainFewer = m_networks.main().rows <= m_networks.other().rows;
    const NetworkTally::Side &fewer = isMainFewer ? m_networks.main() : m_networks.other();
    m_log.addForFile({fewer.firstLine, m_plan.network, m_report.headers.value(m_plan.network), Severity::Warning,
                      FindingCode::MixedNetworks, fewer.name},
                     -1);
}

std::optional<Error> Checking::interruption()
{
    if (m_options.stop.stop_requested()) {
        Error error = inputError(Cause::Cancelled, m_spec.file);
        error.kind = ErrorKind::Cancelled;
        return error;
    }
    const auto now = std::chrono::steady_clock::now();
    if (m_options.progress && now - m_lastProgress >= std::chrono::milliseconds(100)) {
        m_lastProgress = now;
        // The second pass is short; its own count from nothing would look like a step back.
        const qint64 size = m_report.identity.size;
        m_options.progress({m_isSecondPass ? size : m_file->position(), size, m_report.rows});
    }
    return std::nullopt;
}

} // namespace

qint64 CheckReport::findingCount() const
{
    qint64 sum = 0;
    for (const qint64 count : totals)
        sum += count;
    return sum;
}

Result<CheckReport> check(const ImportSpec &spec, const CheckOptions &options)
{
    return Checking(spec, options).run();
}

} // namespace chancery::catalogue
