// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/planning.h"

#include "core/catalogue/hashing.h"
#include "core/catalogue/mappingjson.h"

#include <QCryptographicHash>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;
using Step = catalogue::RecordReader::Step;

namespace {

constexpr qsizetype keptExamples = 100;

QByteArray sha256(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

/// Never 0, which stands for no passport.
quint64 factOf(const MirrorKeys::Entry &entry)
{
    using namespace catalogue::detail;
    return folded(folded(entry.key ^ oddA, entry.content ^ oddB) ^ oddC, entry.state ^ oddA) | 1U;
}

QByteArray mappingText(const ImportPlan &plan)
{
    const catalogue::Format &format = plan.report.format;
    json::Value::Array parts{catalogue::toJson(plan.spec.mapping),
                             json::Value::integer(int(format.kind)),
                             catalogue::encodingName(format.encoding),
                             QString(QLatin1Char(format.separator)),
                             QString(QLatin1Char(format.quote)),
                             format.hasHeader,
                             format.sheet};
    return json::write(json::Value(std::move(parts)));
}

QByteArray targetText(const PlanTarget &target)
{
    json::Value::Array parts{target.service, target.application, keyban::wireName(target.dialect), target.network,
                             json::Value::integer(int(target.guard))};
    return json::write(json::Value(std::move(parts)));
}

} // namespace

keyban::PassportKey Planning::keyOf(const catalogue::KeyView &key)
{
    return {keyban::wireName(key.granularity), catalogue::toText(key.model), catalogue::toText(key.batch),
            catalogue::toText(key.item)};
}

Error Planning::cancelled(const QString &file)
{
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.cause = Cause::Cancelled;
    error.subject = file;
    return error;
}

keyban::PassportKey JudgedRow::key() const
{
    return Planning::keyOf(keyText);
}

Result<json::Value> JudgedRow::body() const
{
    return parsed ? Result<json::Value>(*parsed) : json::parse({text.data(), qsizetype(text.size())});
}

Planning::Planning(const PlanRequest &request, const std::stop_token &stop, PlanWatch watch)
    : m_request(request)
    , m_stop(stop)
    , m_watch(std::move(watch))
    , m_application(request.target.application.toStdString())
    , m_plan(std::make_shared<ImportPlan>())
{
    m_plan->spec = request.spec;
    m_plan->report = request.report;
    m_plan->target = request.target;
    m_plan->mirrorPath = request.mirrorPath;
    m_plan->mirror = request.mirror;
}

Result<SharedPlan> Planning::run()
{
    if (const auto opened = open(); !opened)
        return opened.error();
    m_plan->facts.reserve(std::size_t(m_request.report.rows));
    for (;;) {
        const auto more = readSome();
        if (!more)
            return more.error();
        if (!*more)
            break;
    }
    conclude();
    return SharedPlan(std::move(m_plan));
}

Result<Nothing> Planning::open()
{
    auto reader = catalogue::DraftReader::open(m_request.spec, m_request.report);
    if (!reader)
        return reader.error();
    m_reader = std::move(*reader);
    auto keys = MirrorKeys::read(m_request.mirrorPath, m_stop);
    if (!keys)
        return keys.error();
    m_keys = std::move(*keys);
    return Nothing{};
}

Result<bool> Planning::readSome()
{
    for (;;) {
        const Step step = m_reader->next();
        if (step == Step::Failed)
            return m_reader->error();
        if (step == Step::End) {
            const auto settled = settleBatch();
            return settled ? Result<bool>(false) : settled.error();
        }
        if (const auto taken = takeRow(); !taken)
            return taken.error();
        if (++m_rows % 1024 == 0)
            break;
    }
    const auto error = interruption();
    return error ? Result<bool>(*error) : true;
}

Result<Nothing> Planning::takeRow()
{
    const catalogue::KeyView &key = m_reader->key();
    const auto found =
        m_keys->find(keyHash({m_application, catalogue::wireWord(key.granularity), key.model, key.batch, key.item}));
    const std::string_view text = m_reader->json();
    JudgedRow row{m_reader->record(), m_reader->line(), key};
    row.text = text;
    if (found.empty()) {
        noteAbsent(row);
        return Nothing{};
    }
    auto body = json::parse({text.data(), qsizetype(text.size())});
    if (!body)
        return body.error();
    const bool mustRead = m_watch.wantsPassport && m_watch.wantsPassport(row.record);
    // Two hashes of 64 bits agree: the key's and that of all it sends, while nothing is there that it does not send.
    if (!mustRead && found.size() == 1 && found.front().content == contentDigest(*body)) {
        row.planClass = PlanClass::Unchanged;
        row.fact = factOf(found.front());
        note(row);
        return Nothing{};
    }
    m_batch.push_back({row.record,
                       row.line,
                       key.granularity,
                       std::string(key.model),
                       std::string(key.batch),
                       std::string(key.item),
                       std::move(*body),
                       {found.begin(), found.end()}});
    return m_batch.size() < batchSize ? Result<Nothing>(Nothing{}) : settleBatch();
}

Result<Nothing> Planning::settleBatch()
{
    QHash<quint32, QByteArray> raw;
    std::vector<quint32> rows;
    for (const Waiting &row : m_batch) {
        for (const MirrorKeys::Entry &entry : row.candidates)
            rows.push_back(entry.row);
    }
    auto read = m_keys->rawRows(std::move(rows), [&](quint32 row, QByteArrayView text) {
        raw.insert(row, text.toByteArray());
        return true;
    });
    if (!read)
        return read;
    for (const Waiting &row : m_batch) {
        if (const auto judged = judge(row, raw); !judged)
            return judged;
    }
    m_batch.clear();
    return Nothing{};
}

Result<Nothing> Planning::judge(const Waiting &row, const QHash<quint32, QByteArray> &raw)
{
    JudgedRow judged = row.judged();
    const keyban::PassportKey key = judged.key();
    for (const MirrorKeys::Entry &entry : row.candidates) {
        const auto passport = json::parse(raw.value(entry.row));
        if (!passport)
            return passport.error();
        if (keyban::keyOf(*passport) != key)
            continue;
        judged.planClass = catalogue::planOf(row.body, *passport, m_request.target.dialect);
        judged.fact = factOf(entry);
        judged.passport = &*passport;
        note(judged);
        noteChange(row, *passport, judged.planClass);
        return Nothing{};
    }
    noteAbsent(judged);
    return Nothing{};
}

void Planning::noteChange(const Waiting &row, const json::Value &passport, PlanClass planClass)
{
    if (planClass == PlanClass::Recertify)
        ++m_plan->recertifies[passport[u"network"].toText()];
    if (!catalogue::PlanFilter::updates().contains(planClass) || m_plan->examples.size() >= keptExamples)
        return;
    if (auto effect = catalogue::effectOf(row.body, passport, m_request.target.dialect))
        m_plan->examples.append({row.record, row.line, row.judged().key(), std::move(*effect)});
}

void Planning::noteAbsent(JudgedRow row)
{
    row.planClass = m_request.mirror.completeFrom.isValid() ? PlanClass::Create : PlanClass::NotKnown;
    note(row);
}

void Planning::note(const JudgedRow &row)
{
    m_plan->classes.put(row.record, row.planClass);
    if (std::size_t(row.record) >= m_plan->facts.size())
        m_plan->facts.resize(std::size_t(row.record) + 1);
    m_plan->facts[std::size_t(row.record)] = row.fact;
    if (m_watch.judged)
        m_watch.judged(row);
}

std::optional<Error> Planning::interruption()
{
    if (m_stop.stop_requested())
        return cancelled(m_request.spec.file);
    const auto now = std::chrono::steady_clock::now();
    if (m_request.progress && now - m_lastProgress >= std::chrono::milliseconds(100)) {
        m_lastProgress = now;
        m_request.progress({m_reader->position(), m_request.report.identity.size, m_rows});
    }
    return std::nullopt;
}

void Planning::conclude()
{
    QCryptographicHash sent(QCryptographicHash::Sha256);
    QCryptographicHash server(QCryptographicHash::Sha256);
    for (qint64 record = 0; record < m_plan->classes.end(); ++record) {
        if (m_plan->classes.at(record) == PlanClass::LeftOut)
            continue;
        const quint64 pair[] = {quint64(record), m_plan->facts[std::size_t(record)]};
        sent.addData({reinterpret_cast<const char *>(pair), sizeof pair[0]});
        server.addData({reinterpret_cast<const char *>(pair), sizeof pair});
    }
    if (!m_request.mirror.completeFrom.isValid())
        server.addData("incomplete");
    m_plan->basis = {.file = m_request.report.sha256,
                     .mapping = sha256(mappingText(*m_plan) + sent.result()),
                     .edits = sha256(m_request.spec.edits.digest()),
                     .target = sha256(targetText(m_request.target)),
                     .server = server.result().toHex()};
    m_plan->hash = m_plan->basis.hash();
    std::sort(m_plan->examples.begin(), m_plan->examples.end(),
              [](const PlanExample &a, const PlanExample &b) { return a.record < b.record; });
}

} // namespace chancery
