// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/commands.h"
#include "app/ctl/output.h"
#include "app/ctl/pastruns.h"

#include "ui/words/decisiontext.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace chancery::ctl {

using namespace Qt::StringLiterals;

namespace {

json::Value entryJson(const AuditEntry &entry)
{
    json::Value object = json::Value::object();
    object.set(u"sequence"_s, json::Value::integer(entry.sequence));
    object.set(u"at"_s, entry.at.toString(Qt::ISODateWithMs));
    object.set(u"event"_s, entry.event);
    object.set(u"subject"_s, entry.subject);
    object.set(u"user"_s, entry.author.user);
    object.set(u"profile"_s, entry.author.profileName);
    const auto content = json::parse(entry.content);
    object.set(u"content"_s, content ? *content : json::Value());
    return object;
}

QString entryLine(const AuditEntry &entry)
{
    const auto content = json::parse(entry.content);
    const json::Value told = content ? *content : json::Value();
    const QString end = told[u"outcome"].toString();
    return QStringList{QString::number(entry.sequence),
                       entry.at.toString(Qt::ISODate),
                       entry.author.user,
                       entry.event,
                       entry.subject,
                       told[u"decision"].toString(),
                       end.isEmpty() ? told[u"reason"].toString() : end}
        .join(u"  "_s);
}

/// The audit log as the ledger has it; no service is asked.
class AuditCommand : public QObject
{
public:
    AuditCommand(const CommonOptions &common, QString file)
        : m_common(common)
        , m_file(std::move(file))
        , m_ledger(ledgerPath(common))
    {}

    void start()
    {
        if (!QFileInfo::exists(m_ledger.path())) // asking leaves nothing behind
            fail(tr("There is no ledger in %1.").arg(m_common.dataDir));
        m_ledger.open()
            .andThen([this](Nothing) { return m_ledger.verifyAudit(); })
            .then(this, [this](const Result<ChainVerdict> &verdict) {
                if (!verdict)
                    fail(sentence(verdict.error()), exitFor(verdict.error()));
                m_verdict = *verdict;
                m_file.isEmpty() ? list() : exportIt();
            });
    }

private:
    void list()
    {
        m_ledger.auditEntries({}).then(this, [this](const Result<QList<AuditEntry>> &entries) {
            if (!entries)
                fail(sentence(entries.error()), exitFor(entries.error()));
            json::Value::Array items;
            for (const AuditEntry &entry : *entries)
                m_common.json ? items.push_back(entryJson(entry)) : print(entryLine(entry));
            if (m_common.json) {
                json::Value object = json::Value::object();
                object.set(u"whole"_s, !m_verdict.broken);
                object.set(u"entries"_s, std::move(items));
                printJson(object);
            }
            finish();
        });
    }

    void exportIt()
    {
        m_ledger.exportAudit(m_file).then(this, [this](const Result<qint64> &entries) {
            if (!entries)
                fail(sentence(entries.error()), exitFor(entries.error()));
            remark(tr("%1 entries are in %2.").arg(numberText(*entries), m_file));
            finish();
        });
    }

    void finish()
    {
        remark(describe(m_verdict));
        QCoreApplication::exit(m_verdict.broken ? SomeFailed : AllDone);
    }

    const CommonOptions m_common;
    const QString m_file;
    Ledger m_ledger;
    ChainVerdict m_verdict;
};

} // namespace

int audit(const QStringList &arguments)
{
    Arguments options(tr("Lists the latest thousand entries of the audit log, or exports all of it; either way it is "
                         "examined. Asks no service."));
    options.addOptional(u"FILE"_s, tr("Where to write it, for chanceryctl verify; without it the entries are listed."));
    options.parse(arguments);
    AuditCommand command(options.common(), options.positional());
    QMetaObject::invokeMethod(
        &command, [&command] { command.start(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace chancery::ctl
