// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/keybanstore.h"

#include "app/sandbox/demoseed.h"
#include "app/sandbox/slices.h"

#include <cmath>
#include <cstring>
#include <limits>

namespace chancery::sandbox {

namespace {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

constexpr auto workEvery = 20ms;
constexpr auto allRows = std::numeric_limits<quint32>::max();

QByteArray dialectBytes(const Dialect &dialect)
{
    return QByteArray(1, char(dialect.era())) + char(dialect.strictness());
}

QByteArray numberBytes(const QList<quint32> &numbers)
{
    return QByteArray(reinterpret_cast<const char *>(numbers.constData()), numbers.size() * qsizetype(sizeof(quint32)));
}

} // namespace

KeybanStore::KeybanStore(const KeybanOptions &options, Clock &clock)
    : m_options(options)
    , m_clock(clock)
    , m_dialect(options.era, options.strictness)
    , m_writer(m_catalogue, m_certifier)
    , m_jobs(m_catalogue, m_writer)
{
    m_worker.setInterval(workEvery);
    m_worker.setTimerType(Qt::PreciseTimer);
    connect(&m_worker, &QTimer::timeout, this, &KeybanStore::workDueRows);
}

QString KeybanStore::open()
{
    if (!m_options.file.isEmpty()) {
        QString problem = m_journal.open(m_options.file, [this](const Record &record) { apply(record); });
        if (!problem.isEmpty())
            return problem;
    }
    m_dialect = Dialect(m_options.era, m_options.strictness);
    commit({Record::Kind::Start, m_clock.now(), 0, dialectBytes(m_dialect)});
    if (!m_isSeeded)
        commit({Record::Kind::Seed, m_clock.now(), 0, m_options.seed});
    if (!m_jobs.isIdle()) {
        m_sinceWork.start();
        m_worker.start();
    }
    return {};
}

const Passport &KeybanStore::passport(quint32 number)
{
    Passport &passport = m_catalogue.at(number);
    m_certifier.settle(passport, number, m_clock.now());
    return passport;
}

KeybanStore::Created KeybanStore::create(const QByteArray &body)
{
    const Draft draft = m_dialect.draft(trimmedValue(body));
    QList<FieldProblem> problems = draft.problems;
    const QByteArray application = textOf(draft.fields.application);
    const QUuid id = QUuid::fromString(QString::fromUtf8(application));
    if (isObject(trimmedValue(body)) && id.isNull())
        problems.prepend({"application", isAbsent(draft.fields.application) ? "required" : "format", "must be a UUID"});
    if (!problems.isEmpty()) {
        Problem problem = invalidFields(problems);
        problem.status = problems.size() == draft.problems.size() ? draft.refusal : 422;
        return {problem};
    }
    const auto index = Catalogue::applicationIndex(id);
    if (!index)
        return {Problem{403, "ORG_CROSS_ACCESS_DENIED", "The application is not one of this organization", {}}};
    if (m_catalogue.find(*index, identityOf(draft.fields)))
        return {Problem{409, "DPP_PASSPORT_DUPLICATE_REFERENCE", "A passport with these numbers exists already", {}}};
    commit({Record::Kind::Create, m_clock.now(), *index, body});
    return {{}, m_catalogue.size() - 1};
}

Problem KeybanStore::patch(quint32 number, const QByteArray &body)
{
    const QByteArrayView object = trimmedValue(body);
    if (!isObject(object))
        return {400, "MALFORMED_BODY", "The body must be a JSON object", {}};
    const Draft draft = m_dialect.patch(object, contentFields(m_catalogue.at(number)));
    if (!draft.problems.isEmpty())
        return invalidFields(draft.problems);
    commit({Record::Kind::Patch, m_clock.now(), number, body});
    return {};
}

quint32 KeybanStore::publish(const QList<Filter> &filters)
{
    QList<quint32> drafts;
    for (const quint32 number : m_catalogue.select(filters)) {
        if (m_catalogue.at(number).status == Status::Draft)
            drafts.append(number);
    }
    if (!drafts.isEmpty())
        commit({Record::Kind::Publish, m_clock.now(), 0, numberBytes(drafts)});
    return quint32(drafts.size());
}

void KeybanStore::remove(quint32 number)
{
    commit({Record::Kind::Delete, m_clock.now(), number, {}});
}

quint32 KeybanStore::import(quint16 application, const QByteArray &body)
{
    commit({Record::Kind::Import, m_clock.now(), application, body});
    if (m_options.rowsPerSecond == 0) {
        commit({Record::Kind::Work, m_clock.now(), allRows, {}});
    } else if (!m_worker.isActive()) {
        m_credit = 0;
        m_sinceWork.start();
        m_worker.start();
    }
    return m_jobs.size() - 1;
}

void KeybanStore::workDueRows()
{
    m_credit += double(m_sinceWork.restart()) * m_options.rowsPerSecond / 1000.0;
    const auto due = quint32(m_options.rowsPerSecond == 0 ? allRows : std::floor(m_credit));
    if (due == 0)
        return;
    m_credit -= std::floor(m_credit);
    commit({Record::Kind::Work, m_clock.now(), due, {}});
    if (m_jobs.isIdle())
        m_worker.stop();
}

void KeybanStore::advance(qint64 seconds)
{
    commit({Record::Kind::Advance, m_clock.now(), seconds, {}});
}

void KeybanStore::setCertification(const CertificationSettings &settings)
{
    commit({Record::Kind::Certification, m_clock.now(), settings.milliseconds,
            QByteArray::number(settings.errorsPerThousand)});
}

void KeybanStore::note(const Record &record)
{
    if (!m_journal.append(record))
        Q_EMIT failed(m_journal.errorText());
}

void KeybanStore::commit(const Record &record)
{
    note(record);
    apply(record);
}

void KeybanStore::apply(const Record &record)
{
    switch (record.kind) {
    case Record::Kind::Start:
        if (record.bytes.size() == 2)
            m_dialect = Dialect(Era(record.bytes[0]), Strictness(record.bytes[1]));
        return;
    case Record::Kind::Seed:
        m_isSeeded = true;
        if (record.bytes == "demo")
            seedDemo(m_dialect, m_catalogue, m_writer);
        return;
    case Record::Kind::Create:
    case Record::Kind::Patch:
        return applyBody(record);
    case Record::Kind::Publish:
        return applyPublish(record);
    case Record::Kind::Import:
        m_jobs.add(quint16(record.number), record.bytes);
        return;
    case Record::Kind::Work:
        m_jobs.work(m_dialect, quint32(record.number), record.time);
        return;
    case Record::Kind::Advance:
        m_clock.advance(record.number);
        return;
    case Record::Kind::Delete:
        if (record.number < m_catalogue.size())
            m_catalogue.remove(quint32(record.number));
        return;
    case Record::Kind::Certification:
        m_certifier.settings = {record.number, record.bytes.toInt()};
        return;
    case Record::Kind::KeystoneSeed:
    case Record::Kind::KeystoneCall:
    case Record::Kind::KeystoneControl:
    case Record::Kind::LoyaltyCall:
    case Record::Kind::LoyaltyControl:
        if (guest)
            guest(record);
        return;
    }
}

void KeybanStore::applyBody(const Record &record)
{
    const QByteArrayView object = trimmedValue(record.bytes);
    if (record.kind == Record::Kind::Create) {
        const Draft draft = m_dialect.draft(object);
        m_writer.create(quint16(record.number), object.toByteArray(), draft, record.time);
    } else if (record.number < m_catalogue.size()) {
        const auto number = quint32(record.number);
        const Draft draft = m_dialect.patch(object, contentFields(m_catalogue.at(number)));
        m_writer.patch(number, draft.fields, record.time);
    }
}

void KeybanStore::applyPublish(const Record &record)
{
    QList<quint32> numbers(record.bytes.size() / qsizetype(sizeof(quint32)));
    if (numbers.isEmpty())
        return;
    std::memcpy(numbers.data(), record.bytes.constData(), size_t(numbers.size()) * sizeof(quint32));
    m_writer.publish(numbers, record.time);
}

} // namespace chancery::sandbox
