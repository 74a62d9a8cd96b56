// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/activity/auditdetail.h"

#include "core/json/value.h"
#include "ui/models/auditmodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int leastWidth = 340;
constexpr int writtenLines = 9;

QString indented(const QByteArray &content)
{
    const auto parsed = json::parse(content);
    return QString::fromUtf8(parsed ? json::write(*parsed, json::Layout::Indented) : content);
}

QString outcomeWord(RowOutcome outcome)
{
    switch (outcome) {
    case RowOutcome::Done:
        return AuditDetail::tr("Done");
    case RowOutcome::Failed:
        return AuditDetail::tr("Failed");
    case RowOutcome::NotSent:
        return AuditDetail::tr("Not sent");
    case RowOutcome::Unknown:
        break;
    }
    return AuditDetail::tr("Unknown");
}

} // namespace

AuditDetail::AuditDetail(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"auditDetail"_s);
    setAccessibleName(tr("The chosen entry"));
    setMinimumWidth(leastWidth);
    auto *hint = new QLabel(tr("Choose an entry to see all that it says."), this);
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto *area = new QScrollArea(this);
    area->setObjectName(u"auditDetailScroll"_s);
    area->setAccessibleName(tr("The chosen entry"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(buildContent());
    area->viewport()->setBackgroundRole(QPalette::Base);
    area->widget()->setAutoFillBackground(false);
    m_stack->addWidget(hint);
    m_stack->addWidget(area);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(space::large, space::large, space::small, space::large);
    all->addWidget(m_stack);
}

QLabel *AuditDetail::heading(const QString &text, QWidget *parent) const
{
    auto *label = new QLabel(text, parent);
    setType(*label, Type::BodyStrong);
    return label;
}

QWidget *AuditDetail::buildContent()
{
    auto *content = new QWidget(this);
    const auto text = [content](const QString &name, Type type) {
        auto *label = new QLabel(content);
        label->setObjectName(name);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        setType(*label, type);
        return label;
    };
    m_what = text(u"auditWhat"_s, Type::CardTitle);
    m_who = text(u"auditWho"_s, Type::Secondary);
    m_reason = text(u"auditReason"_s, Type::Body);
    m_outcome = new StatePill(content);
    m_outcome->setObjectName(u"auditOutcome"_s);
    m_reasonHeading = heading(tr("Reason"), content);
    m_about = new FieldList(content);
    m_all = new QPushButton(tr("Show all a&bout it"), content);
    m_all->setObjectName(u"auditSubject"_s);
    m_all->setAccessibleName(tr("Show all entries about it"));
    connect(m_all, &QPushButton::clicked, this, [this] { Q_EMIT subjectWanted(m_subject); });
    m_factsHeading = heading(tr("What it says"), content);
    m_facts = new FieldList(content);
    m_chain = new FieldList(content);
    m_written = new QPlainTextEdit(content);
    m_written->setObjectName(u"auditWritten"_s);
    m_written->setAccessibleName(tr("The entry as it is written"));
    m_written->setReadOnly(true);
    m_written->setTabChangesFocus(true);
    m_written->setFont(typeFont(Type::Code));
    m_written->setFixedHeight(writtenLines * m_written->fontMetrics().lineSpacing() + 2 * space::medium);

    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_what, 1);
    head->addWidget(m_outcome, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, space::small, 0);
    column->setSpacing(space::small);
    column->addLayout(head);
    column->addWidget(m_who);
    column->addWidget(m_about);
    column->addWidget(m_all, 0, Qt::AlignLeft);
    column->addWidget(m_reasonHeading);
    column->addWidget(m_reason);
    column->addSpacing(space::tiny);
    column->addWidget(m_factsHeading);
    column->addWidget(m_facts);
    column->addSpacing(space::tiny);
    column->addWidget(heading(tr("Place in the chain"), content));
    column->addWidget(m_chain);
    column->addSpacing(space::tiny);
    column->addWidget(heading(tr("As it is written"), content));
    column->addWidget(m_written);
    column->addStretch(1);
    return content;
}

void AuditDetail::show(const AuditEntry &entry)
{
    const AuditText words = describe(entry);
    m_subject = entry.subject;
    m_what->setText(words.what);
    m_outcome->setVisible(words.outcome.has_value());
    if (words.outcome)
        m_outcome->setState(toneOf(*words.outcome), outcomeWord(*words.outcome));
    m_who->setText(tr("%1, at work with %2\n%3").arg(entry.author.user, entry.author.profileName, exactText(entry.at)));
    m_about->setFields({{tr("About"), entry.subject, u"subject"_s}});
    m_reason->setText(words.reason);
    for (QWidget *part : {m_reasonHeading, m_reason})
        part->setVisible(!words.reason.isEmpty());
    QList<FieldList::Field> facts;
    for (const AuditFact &fact : auditFacts(entry))
        facts.append({fact.name, fact.value, fact.key});
    m_facts->setFields(facts);
    for (QWidget *part : {static_cast<QWidget *>(m_factsHeading), static_cast<QWidget *>(m_facts)})
        part->setVisible(!facts.isEmpty());
    m_chain->setFields({{tr("Entry"), numberText(entry.sequence), u"sequence"_s},
                        {tr("Its hash"), QString::fromLatin1(entry.hash.toHex()), u"hash"_s},
                        {tr("Follows"), QString::fromLatin1(entry.previous.toHex()), u"previous"_s}});
    m_written->setPlainText(indented(entry.content));
    m_stack->setCurrentIndex(1);
}

void AuditDetail::clear()
{
    m_stack->setCurrentIndex(0);
}

/// A sheet with an edge, as cards are.
void AuditDetail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::surface(
        painter, rect(),
        {.fill = color(Token::Base, palette()), .line = color(Token::Line, palette()), .corner = size::cardCorner});
}

} // namespace chancery
