// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/pastruns.h"
#include "app/ctl/planner.h"

#include "ui/words/plantext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <limits>

namespace chancery::ctl {

using namespace Qt::StringLiterals;
using catalogue::PlanClass;
using catalogue::PlanFilter;

namespace {

constexpr qint64 shownRefusals = 100;

json::Value changeJson(const keyban::FieldChange &change, const QString &prefix)
{
    json::Value item = json::Value::object();
    item.set(u"path"_s, QString(prefix + change.path));
    item.set(u"before"_s, change.before);
    item.set(u"after"_s, change.after);
    item.set(u"certified"_s, change.certified);
    return item;
}

json::Value exampleJson(const PlanExample &example)
{
    json::Value::Array changes;
    for (const keyban::FieldChange &change : example.effect.members)
        changes.push_back(changeJson(change, {}));
    for (const keyban::FieldChange &change : example.effect.forecast.changes)
        changes.push_back(changeJson(change, u"data."_s));
    json::Value item = json::Value::object();
    item.set(u"line"_s, json::Value::integer(example.line));
    item.set(u"key"_s, keyText(example.key));
    item.set(u"class"_s, catalogue::wireName(example.effect.planClass));
    item.set(u"changes"_s, std::move(changes));
    return item;
}

/// Plans a file and tells the plan.
class PlanCommand : public QObject
{
    Q_OBJECT

public:
    PlanCommand(FileOptions file, CommonOptions common, std::chrono::minutes age, Service &service)
        : m_common(std::move(common))
        , m_check(std::move(file), service)
        , m_ledger(ledgerPath(m_common))
        , m_planner(m_common, service, m_ledger)
        , m_age(age)
    {}

    void expect(const AgreedPlan &agreed) { m_agreed = agreed; }

    void start()
    {
        m_check.start([this](const CheckedFile &checked) {
            m_planner.plan({.file = checked, .age = m_age}, [this](const SharedPlan &plan) { tell(plan); });
        });
    }

private:
    void tell(const SharedPlan &plan)
    {
        m_plan = plan;
        m_common.json ? printPlanJson() : printPlan();
        if (m_agreed && !m_agreed->holds(*plan)) {
            remark(movedText(m_agreed->movesTo(*plan)));
            return QCoreApplication::exit(BadUsage);
        }
        const bool isWhole = m_plan->report.leftOut + m_plan->refused() == 0;
        QCoreApplication::exit(isWhole ? AllDone : SomeFailed);
    }

    QList<PlannedRow> refusedRows(qint64 limit) const
    {
        PlannedRows rows(m_plan);
        auto refused = rows.read(PlanFilter::refused(), 0, limit);
        if (!refused)
            fail(sentence(refused.error()), exitFor(refused.error()));
        return *refused;
    }

    void printPlan()
    {
        printFindings(m_plan->report);
        for (const PlannedRow &row : refusedRows(shownRefusals))
            remark(tr("line %1, %2: %3").arg(QString::number(row.line), keyText(row.key), refusalText(row.planClass)));
        print(tr("%1 rows: %2.").arg(QLocale().toString(m_plan->report.rows), planCounts(*m_plan)));
        if (const QString recertifies = recertificationText(*m_plan); !recertifies.isEmpty())
            print(recertifies);
        print(mirrorAgeText(m_plan->mirror, QDateTime::currentDateTimeUtc()));
        print(tr("Plan %1, in full %2.").arg(m_plan->shortCode(), QString::fromLatin1(m_plan->hash)));
    }

    void printPlanJson()
    {
        json::Value object = reportJson(m_plan->report);
        const auto count = [&object](const QString &name, qint64 value) {
            object.set(name, json::Value::integer(value));
        };
        object.set(u"hash"_s, QString::fromLatin1(m_plan->hash));
        object.set(u"code"_s, m_plan->shortCode());
        object.set(u"basis"_s, m_plan->basis.toJson());
        count(u"create"_s, m_plan->count(PlanClass::Create));
        count(u"update"_s, m_plan->updates());
        count(u"unchanged"_s, m_plan->count(PlanClass::Unchanged));
        count(u"notKnown"_s, m_plan->count(PlanClass::NotKnown));
        count(u"refused"_s, m_plan->refused());
        json::Value networks = json::Value::object();
        for (auto network = m_plan->recertifies.cbegin(); network != m_plan->recertifies.cend(); ++network)
            networks.set(network.key(), json::Value::integer(network.value()));
        object.set(u"recertifies"_s, std::move(networks));
        json::Value mirror = json::Value::object();
        mirror.set(u"rows"_s, json::Value::integer(m_plan->mirror.rows));
        mirror.set(u"readAt"_s, m_plan->mirror.completeFrom.toUTC().toString(Qt::ISODateWithMs));
        object.set(u"mirror"_s, std::move(mirror));
        json::Value::Array refusals;
        for (const PlannedRow &row : refusedRows(std::numeric_limits<qint64>::max())) {
            json::Value item = json::Value::object();
            item.set(u"line"_s, json::Value::integer(row.line));
            item.set(u"key"_s, keyText(row.key));
            item.set(u"class"_s, catalogue::wireName(row.planClass));
            item.set(u"reason"_s, refusalText(row.planClass));
            refusals.push_back(std::move(item));
        }
        object.set(u"refusals"_s, std::move(refusals));
        json::Value::Array examples;
        for (const PlanExample &example : m_plan->examples)
            examples.push_back(exampleJson(example));
        object.set(u"updates"_s, std::move(examples));
        object.set(u"findings"_s, findingsJson(m_plan->report.findings));
        printJson(object);
    }

    const CommonOptions m_common;
    FileCheck m_check;
    Ledger m_ledger;
    Planner m_planner;
    const std::chrono::minutes m_age;
    std::optional<AgreedPlan> m_agreed;
    SharedPlan m_plan;
};

} // namespace

int plan(const QStringList &arguments)
{
    Arguments options(tr("Shows what sending a file would do: create, update, unchanged, refused. Sends nothing."));
    options.addPositional(u"FILE"_s, tr("The catalogue: CSV, also compressed by gzip; .xlsx; a JSON array."));
    options.addFileOptions();
    options.addOption({u"age"_s, tr("Read the service's passports anew when they were read longer ago (default: 10)."),
                       u"MINUTES"_s, QString::number(recentMirror.count())});
    options.addOption({u"holds"_s,
                       tr("Tell whether this plan still holds, and what has moved; a hash, or a file with "
                          "what --json printed."),
                       u"PLAN"_s});
    options.parse(arguments);
    bool isNumber = false;
    const int age = options.value(u"age"_s).toInt(&isNumber);
    if (!isNumber || age < 0)
        fail(tr("--age %1: expected a number of minutes.").arg(options.value(u"age"_s)));
    const CommonOptions common = options.common();
    std::unique_ptr<PlanCommand> command;
    return withService(common, [&](Service &service) {
        command = std::make_unique<PlanCommand>(options.file(), common, std::chrono::minutes(age), service);
        if (const QString given = options.value(u"holds"_s); !given.isEmpty())
            command->expect(agreedPlan(given));
        command->start();
    });
}

} // namespace chancery::ctl

#include "plan.moc"
