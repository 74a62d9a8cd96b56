// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/audittext.h"

#include "core/json/value.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(AuditText)
};

/// `answerLost` as words: "answer lost".
QString spelt(const QString &word)
{
    QString words;
    for (const QChar letter : word)
        words += letter.isUpper() ? QString(u' ' + letter.toLower()) : QString(letter);
    return words.replace(u'.', u' ').replace(u'_', u' ').trimmed();
}

QString capitalisedFirst(QString text)
{
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    return text;
}

QString outcomeName(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return Text::tr("done");
    case RowOutcome::Failed:
        return Text::tr("failed");
    case RowOutcome::NotSent:
        return Text::tr("not sent");
    case RowOutcome::Unknown:
        break;
    }
    return Text::tr("outcome unknown");
}

QString decisionEnded(bool approves, RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return approves ? Text::tr("Approved") : Text::tr("Rejected");
    case RowOutcome::Failed:
        return approves ? Text::tr("Approval failed") : Text::tr("Rejection failed");
    case RowOutcome::NotSent:
        return approves ? Text::tr("Approval not sent") : Text::tr("Rejection not sent");
    case RowOutcome::Unknown:
        break;
    }
    return approves ? Text::tr("Approval unknown") : Text::tr("Rejection unknown");
}

QString decisionText(const QString &phase, bool approves, std::optional<RowOutcome> outcome)
{
    if (phase == u"prepared")
        return approves ? Text::tr("Prepared to approve") : Text::tr("Prepared to reject");
    if (phase == u"intended")
        return approves ? Text::tr("Set out to approve") : Text::tr("Set out to reject");
    return decisionEnded(approves, outcome.value_or(RowOutcome::Unknown));
}

QString phaseName(const QString &phase)
{
    static const QHash<QString, QString> names{
        {u"prepared"_s, Text::tr("prepared")},     {u"intended"_s, Text::tr("begun")},
        {u"settled"_s, Text::tr("ended")},         {u"interrupted"_s, Text::tr("interrupted")},
        {u"closed"_s, Text::tr("closed by word")}, {u"limitsSet"_s, Text::tr("limits set")},
        {u"begun"_s, Text::tr("begun")},           {u"resumed"_s, Text::tr("carried on")},
        {u"finished"_s, Text::tr("ended")},        {u"stopped"_s, Text::tr("stopped")},
        {u"asked"_s, Text::tr("asked")},           {u"storeAsked"_s, Text::tr("asked to store")},
        {u"ended"_s, Text::tr("ended")},           {u"storeEnded"_s, Text::tr("storing ended")}};
    return names.value(phase, spelt(phase));
}

QString kindName(const QString &kind)
{
    static const QHash<QString, QString> names{
        {u"decision"_s, Text::tr("Decision")},         {u"instruction"_s, Text::tr("Instruction")},
        {u"cancellation"_s, Text::tr("Cancellation")}, {u"mint"_s, Text::tr("Mint")},
        {u"awards"_s, Text::tr("Batch of awards")},    {u"vault"_s, Text::tr("Vault")},
        {u"checkout"_s, Text::tr("Checkout")}};
    return names.value(kind, capitalisedFirst(spelt(kind)));
}

QString factName(const QString &key)
{
    static const QHash<QString, QString> names{
        {u"id"_s, Text::tr("Number")},
        {u"service"_s, Text::tr("Service")},
        {u"client"_s, Text::tr("Client id")},
        {u"decision"_s, Text::tr("Decision")},
        {u"preparedBy"_s, Text::tr("Prepared by")},
        {u"outcome"_s, Text::tr("Outcome")},
        {u"why"_s, Text::tr("Why")},
        {u"detail"_s, Text::tr("In the service's words")},
        {u"before.state"_s, Text::tr("State before")},
        {u"before.updatedAt"_s, Text::tr("Changed before at")},
        {u"before.sha256"_s, Text::tr("Record before")},
        {u"after.state"_s, Text::tr("State after")},
        {u"after.updatedAt"_s, Text::tr("Changed after at")},
        {u"after.sha256"_s, Text::tr("Record after")},
        {u"idempotencyKey"_s, Text::tr("Idempotency key")},
        {u"sha256"_s, Text::tr("Record")},
    };
    return names.value(key, capitalisedFirst(spelt(key)));
}

void addFacts(QList<AuditFact> &facts, const QString &key, const json::Value &value)
{
    if (value.isObject()) {
        for (const json::Member &member : value.members())
            addFacts(facts, key.isEmpty() ? member.key : QString(key + u'.' + member.key), member.value);
        return;
    }
    const bool isWord = key == u"why" || key == u"outcome";
    const QString text = value.isArray() ? QString::fromUtf8(json::write(value)) : value.toText();
    if (!text.isEmpty() && key != u"reason")
        facts.append({factName(key), isWord ? spelt(text) : text, key});
}

json::Value contentOf(const AuditEntry &entry)
{
    const auto content = json::parse(entry.content);
    return content ? *content : json::Value();
}

} // namespace

AuditText describe(const AuditEntry &entry)
{
    const json::Value content = contentOf(entry);
    const QString kind = entry.event.section(u'.', 0, 0);
    const QString phase = entry.event.section(u'.', 1);
    AuditText text;
    if (const QString word = content[u"outcome"].toString(); !word.isEmpty())
        text.outcome = rowOutcomeFromWord(word);
    const QString decision = content[u"decision"].toString();
    if (kind == u"decision" && !decision.isEmpty())
        text.what = decisionText(phase, decision == u"approve", text.outcome);
    else
        text.what =
            Text::tr("%1: %2").arg(kindName(kind), text.outcome ? outcomeName(*text.outcome) : phaseName(phase));
    text.reason = content[u"reason"].toString();
    QStringList end{spelt(content[u"why"].toString()), content[u"detail"].toString()};
    end.removeAll(QString());
    text.gist = (text.reason.isEmpty() ? end.join(u": "_s) : text.reason).simplified();
    return text;
}

QList<AuditFact> auditFacts(const AuditEntry &entry)
{
    QList<AuditFact> facts;
    addFacts(facts, {}, contentOf(entry));
    return facts;
}

QString auditEventName(const QString &event)
{
    return Text::tr("%1 %2").arg(kindName(event.section(u'.', 0, 0)), phaseName(event.section(u'.', 1)));
}

QString verdictLine(const ChainVerdict &verdict, const QDateTime &at)
{
    const QLocale locale;
    const QString entries = locale.toString(verdict.entries);
    if (verdict.broken)
        return Text::tr("Broken at entry %1; before it %2 are whole")
            .arg(locale.toString(verdict.broken->sequence), entries);
    const QString time = locale.toString(at.toLocalTime().time(), u"HH:mm"_s);
    return verdict.entries == 1 ? Text::tr("Verified at %1 · 1 entry").arg(time)
                                : Text::tr("Verified at %1 · %2 entries").arg(time, entries);
}

QString verdictRemedy(const ChainVerdict &verdict, const QString &ledgerPath)
{
    if (!verdict.broken)
        return {};
    return Text::tr("Somebody or something has changed the ledger, %1, from outside. What stands before that entry can "
                    "be relied on. Keep a copy of the file for whoever looks into it, and go on with a backup from "
                    "before.")
        .arg(ledgerPath);
}

} // namespace chancery
