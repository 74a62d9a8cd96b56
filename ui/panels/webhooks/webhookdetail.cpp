// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/webhooks/webhookdetail.h"

#include "ui/models/recordsmodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/secretbox.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texts.h"
#include "ui/words/errortext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keystone;

namespace {

constexpr int deliveriesHeight = 220;
constexpr auto rightAligned = Qt::AlignRight | Qt::AlignVCenter;

QString durationText(const std::optional<qint64> &milliseconds)
{
    return milliseconds ? WebhookDetail::tr("%1 ms").arg(numberText(*milliseconds)) : QString();
}

QString statusText(const std::optional<qint64> &status)
{
    return status ? QString::number(*status) : QString();
}

Record recordOf(const WebhookDelivery &delivery, const QDateTime &now)
{
    return {delivery.id,
            {{.text = delivery.success ? WebhookDetail::tr("Delivered") : WebhookDetail::tr("Failed"),
              .tone = delivery.success ? Tone::Good : Tone::Bad},
             {.text = relativeText(delivery.createdAt, now),
              .tip = exactText(delivery.createdAt),
              .copy = delivery.createdAt.toUTC().toString(Qt::ISODate)},
             {.text = delivery.event},
             {.text = statusText(delivery.responseStatus), .align = rightAligned},
             {.text = durationText(delivery.durationMs), .align = rightAligned},
             {.text = delivery.error, .tip = delivery.error}}};
}

} // namespace

WebhookDetail::WebhookDetail(QWidget *parent)
    : WebhookDetail(new QWidget, parent)
{}

WebhookDetail::WebhookDetail(QWidget *content, QWidget *parent)
    : ScrollPane(content, parent)
    , m_url(new QLabel(content))
    , m_state(new StatePill(content))
    , m_fields(new FieldList(content))
    , m_test(button("webhookTest", tr("&Test")))
    , m_edit(button("webhookEdit", tr("&Edit…")))
    , m_turn(button("webhookTurn", tr("De&activate…")))
    , m_rotate(button("webhookRotate", tr("&Rotate secret…")))
    , m_delete(button("webhookDelete", tr("&Delete…")))
    , m_bench(button("webhookBench", tr("Signature &bench…")))
    , m_refresh(button("deliveriesRefresh", tr("Re&load")))
    , m_testWord(new StatePill(content))
    , m_testText(new QLabel(content))
    , m_secretWord(new StatePill(content))
    , m_secretText(new QLabel(content))
    , m_box(new SecretBox(tr("New secret"), SecretBox::Keeping::Offered, content))
    , m_summary(new QLabel(content))
    , m_deliveries(
          new RecordsModel({tr("Outcome"), tr("When"), tr("Event"), tr("Status"), tr("Took"), tr("Error")}, this))
    , m_table(new TableView(content))
{
    setObjectName(u"webhookDetail"_s);
    layOut(content);
    connect(m_test, &QPushButton::clicked, this, &WebhookDetail::testWanted);
    connect(m_edit, &QPushButton::clicked, this, &WebhookDetail::editWanted);
    connect(m_turn, &QPushButton::clicked, this, &WebhookDetail::turnWanted);
    connect(m_rotate, &QPushButton::clicked, this, &WebhookDetail::rotateWanted);
    connect(m_delete, &QPushButton::clicked, this, &WebhookDetail::deleteWanted);
    connect(m_bench, &QPushButton::clicked, this, &WebhookDetail::benchWanted);
    connect(m_refresh, &QPushButton::clicked, this, &WebhookDetail::deliveriesWanted);
}

QPushButton *WebhookDetail::button(const char *name, const QString &text)
{
    auto *made = new QPushButton(text, this);
    made->setObjectName(QString::fromLatin1(name));
    made->setAccessibleName(QString(text).remove(u'&').remove(u'…'));
    return made;
}

void WebhookDetail::layOut(QWidget *content)
{
    m_url->setObjectName(u"webhookAddress"_s);
    m_state->setObjectName(u"webhookState"_s);
    m_testWord->setObjectName(u"webhookTestWord"_s);
    m_testText->setObjectName(u"webhookTestText"_s);
    m_secretWord->setObjectName(u"webhookSecretWord"_s);
    m_secretText->setObjectName(u"webhookSecretText"_s);
    m_summary->setObjectName(u"deliveriesSummary"_s);
    m_table->setObjectName(u"deliveriesTable"_s);
    m_table->setAccessibleName(tr("Deliveries"));
    m_table->setModel(m_deliveries);
    m_table->setItemDelegate(new StatePillDelegate(m_table));
    m_table->setStretchColumn(5);
    m_table->setMinimumHeight(deliveriesHeight);
    setType(*m_url, Type::CardTitle);
    for (QLabel *label : {m_url, m_testText, m_secretText}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    setButtonKind(*m_refresh, ButtonKind::Quiet);

    auto *head = new QHBoxLayout;
    head->setSpacing(space::small);
    head->addWidget(m_url, 1);
    head->addWidget(m_state, 0, Qt::AlignTop);
    auto *actions = new FlowLayout;
    for (QPushButton *one : {m_test, m_bench, m_edit, m_turn, m_rotate, m_delete})
        actions->addWidget(one);
    const auto line = [](StatePill *word, QLabel *text) {
        auto *row = new QHBoxLayout;
        row->setSpacing(space::small);
        row->addWidget(word, 0, Qt::AlignTop);
        row->addWidget(text, 1);
        return row;
    };
    auto *title = new QLabel(tr("Deliveries"), content);
    setType(*title, Type::BodyStrong);
    setType(*m_summary, Type::Secondary);
    auto *deliveries = new QHBoxLayout;
    deliveries->setSpacing(space::small);
    deliveries->addWidget(title);
    deliveries->addWidget(m_summary, 1);
    deliveries->addWidget(m_refresh);

    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(space::large, 0, 0, space::large);
    column->setSpacing(space::medium);
    column->addLayout(head);
    column->addLayout(actions);
    column->addWidget(m_box);
    column->addLayout(line(m_testWord, m_testText));
    column->addLayout(line(m_secretWord, m_secretText));
    column->addWidget(m_fields);
    column->addLayout(deliveries);
    column->addWidget(m_table, 1);
    clearTest();
}

void WebhookDetail::showEndpoint(const WebhookEndpoint &endpoint)
{
    m_url->setText(endpoint.url);
    m_state->setState(endpoint.isActive ? Tone::Good : Tone::Neutral,
                      endpoint.isActive ? tr("Active") : tr("Inactive"));
    m_turn->setText(endpoint.isActive ? tr("De&activate…") : tr("&Activate"));
    m_turn->setAccessibleName(endpoint.isActive ? tr("Deactivate") : tr("Activate"));
    m_fields->setFields({{tr("Description"), endpoint.description, u"description"_s},
                         {tr("Events"), endpoint.events.join(u", "_s), u"events"_s},
                         {tr("Created"), exactText(endpoint.createdAt), u"created"_s},
                         {tr("Last changed"), exactText(endpoint.updatedAt), u"updated"_s},
                         {tr("Id"), endpoint.id, u"id"_s}});
}

void WebhookDetail::showTest(const Result<WebhookTestResult> &result)
{
    if (!result) {
        m_testWord->setState(Tone::Unknown, tr("Test unclear"));
        const ErrorText text = describe(result.error());
        m_testText->setText(text.headline + u' ' + text.remedy);
        m_testText->show();
        return;
    }
    m_testWord->setState(result->success ? Tone::Good : Tone::Bad,
                         result->success ? tr("Test delivered") : tr("Test failed"));
    QStringList facts;
    if (result->statusCode)
        facts << tr("The receiver answered %1").arg(*result->statusCode);
    if (result->durationMs)
        facts << tr("after %1").arg(durationText(result->durationMs));
    if (!result->error.isEmpty())
        facts << u"– "_s + result->error;
    m_testText->setText(capitalised(facts.join(u' ')));
    m_testText->show();
}

void WebhookDetail::clearTest()
{
    m_testWord->setState(Tone::Neutral, {});
    m_testText->clear();
    m_testText->hide();
}

void WebhookDetail::showDeliveries(const Result<Page<WebhookDelivery>> &page)
{
    if (!page) {
        m_summary->setText(describe(page.error()).headline);
        return;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QList<Record> records;
    for (const WebhookDelivery &delivery : page->rows)
        records << recordOf(delivery, now);
    m_deliveries->setRecords(records);
    m_summary->setText(records.isEmpty() ? tr("None yet")
                       : page->hasMore()
                           ? tr("The first %1 of %2").arg(numberText(records.size()), numberText(page->total))
                           : numberText(records.size()));
}

void WebhookDetail::clearDeliveries()
{
    m_deliveries->setRecords({});
    m_summary->setText(tr("Asking…"));
}

void WebhookDetail::showSecretState(const QString &words, Tone tone)
{
    m_secretWord->setState(tone, words.isEmpty() ? QString() : tr("Secret"));
    m_secretText->setText(words);
    m_secretText->setVisible(!words.isEmpty());
}

QList<QWidget *> WebhookDetail::writers() const
{
    return {m_test, m_edit, m_turn, m_rotate, m_delete};
}

void WebhookDetail::setWritable(bool writable)
{
    for (QPushButton *one : {m_test, m_edit, m_turn, m_rotate, m_delete}) {
        one->setEnabled(writable);
        one->setToolTip(writable ? QString() : tr("This connection is read-only"));
    }
}

} // namespace chancery
