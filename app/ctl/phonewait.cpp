// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/phonewait.h"

#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"

#include "core/json/fields.h"

#include "ui/words/phonetext.h"

#include <QCoreApplication>
#include <QDir>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

PhoneWait::PhoneWait(const CommonOptions &options, ApprovalService &service)
    : m_options(options)
    , m_service(service)
    , m_ledger(ledgerPath(options))
{}

PhoneRunParts PhoneWait::parts()
{
    const Profile &profile = m_service.profile;
    return {.client = m_service.connection.client(),
            .ledger = m_ledger,
            .author = {systemUser(), profile.id.toString(QUuid::WithoutBraces), profile.name}};
}

void PhoneWait::follow(PhoneRun &run)
{
    connect(&run, &PhoneRun::waiting, this, [&run] {
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(run.left()).count();
        remark(tr("The phone is asked. Waiting for up to %1 s; Ctrl+C stops waiting.").arg(numberText(seconds)));
    });
    connect(&run, &PhoneRun::heard, this, [](const QString &status) {
        remark(tr("The service says “%1”, which this program does not know. It goes on waiting.").arg(status));
    });
    connect(&m_interrupt, &Interrupt::raised, &run, &PhoneRun::withdraw);
}

void PhoneWait::open(std::function<void()> begin)
{
    QDir().mkpath(m_options.dataDir);
    m_ledger.open().then(this, [begin = std::move(begin)](const Result<Nothing> &opened) {
        if (!opened)
            refuse(opened.error());
        begin();
    });
}

Exit exitOf(const PhoneReport &report)
{
    switch (report.end) {
    case PhoneEnd::Done:
        return report.ledgerError ? exitFor(*report.ledgerError) : AllDone;
    case PhoneEnd::Denied:
    case PhoneEnd::Expired:
    case PhoneEnd::TimedOut:
        return Denied;
    case PhoneEnd::Withdrawn:
        return Interrupted;
    case PhoneEnd::Lost:
    case PhoneEnd::Unreadable:
    case PhoneEnd::PaymentFailed:
        return SomeFailed;
    case PhoneEnd::NoKey:
        return Unreachable;
    case PhoneEnd::Failed:
        break;
    }
    return report.error ? exitFor(*report.error) : Unreachable;
}

json::Value toJson(const PhoneReport &report, const QString &done)
{
    json::Value body = json::Value::object();
    body.set(u"state"_s, report.end == PhoneEnd::Done ? done : QString(phoneEndWord(report.end)));
    json::setUnlessEmpty(body, u"requestId"_s, report.requestId);
    json::setUnlessEmpty(body, u"status"_s, report.status);
    if (report.isUnclear)
        body.set(u"answerLost"_s, true);
    return body;
}

void conclude(const PhoneReport &report, const QString &sentence, Exit exit)
{
    remark(sentence);
    if (const QString gap = ledgerGapText(report); !gap.isEmpty())
        remark(gap);
    QCoreApplication::exit(exit);
}

} // namespace chancery::ctl
