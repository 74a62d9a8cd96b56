// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/webhooks/webhookspanel.h"

#include "core/keystone/calls.h"
#include "core/keystone/failure.h"
#include "core/keystone/readall.h"
#include "ui/dialogs/servicequestion.h"
#include "ui/panels/webhooks/webhookdetail.h"
#include "ui/panels/webhooks/webhookeditor.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/secretbox.h"

#include <QPushButton>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keystone;

namespace {

constexpr int tickMs = 1000;

Record recordOf(const WebhookEndpoint &endpoint)
{
    return {endpoint.id,
            {{.text = endpoint.url, .tip = endpoint.description},
             {.text = endpoint.events.join(u", "_s)},
             {.text = endpoint.isActive ? WebhooksPanel::tr("Active") : WebhooksPanel::tr("Inactive"),
              .tone = endpoint.isActive ? Tone::Good : Tone::Neutral}}};
}

} // namespace

WebhooksPanel::WebhooksPanel(const Parts &parts, QWidget *parent)
    : ListSection(
          {.key = u"webhooks"_s,
           .title = tr("Webhooks"),
           .iconName = u"network"_s,
           .columns = {tr("Address"), tr("Events"), tr("State")},
           .stretchColumn = 0,
           .empty = {u"network"_s, tr("No webhooks"),
                     tr("The service tells nobody what happens to settlements. A webhook is an address of yours "
                        "that it calls with each event, signed with a secret.")}},
          parent)
    , m_parts(parts)
    , m_secrets(parts.secrets, parts.profile)
    , m_detail(new WebhookDetail(this))
{
    m_new = addAction(u"webhookNew"_s, tr("&New webhook…"), ButtonKind::Primary);
    QPushButton *first = emptyState()->addPrimaryAction(tr("&New webhook…"));
    first->setObjectName(u"webhookNew"_s);
    for (QPushButton *button : {m_new, first}) {
        button->setEnabled(mayWrite());
        connect(button, &QPushButton::clicked, this, &WebhooksPanel::create);
    }
    setDetail(m_detail);
    guardActions(m_detail->writers());
    m_detail->setWritable(mayWrite());
    connectDetail();
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &WebhooksPanel::showSecretState);
}

WebhooksPanel::~WebhooksPanel() = default;

void WebhooksPanel::connectDetail()
{
    connect(m_detail, &WebhookDetail::testWanted, this, &WebhooksPanel::askToTest);
    connect(m_detail, &WebhookDetail::editWanted, this, &WebhooksPanel::edit);
    connect(m_detail, &WebhookDetail::turnWanted, this, &WebhooksPanel::askToTurn);
    connect(m_detail, &WebhookDetail::rotateWanted, this, [this] { askToRotate(currentId()); });
    connect(m_detail, &WebhookDetail::deleteWanted, this, &WebhooksPanel::askToDelete);
    connect(m_detail, &WebhookDetail::benchWanted, this, &WebhooksPanel::openBench);
    connect(m_detail, &WebhookDetail::deliveriesWanted, this, &WebhooksPanel::loadDeliveries);
    connect(m_detail->secretBox(), &SecretBox::keepWanted, this, &WebhooksPanel::keep);
    connect(m_detail->secretBox(), &SecretBox::dismissed, this, &WebhooksPanel::forgetFresh);
}

bool WebhooksPanel::hasUnsavedWork() const
{
    return m_detail->secretBox()->holds() && !m_isFreshKept;
}

QString WebhooksPanel::unsavedWork() const
{
    return hasUnsavedWork() ? tr("The new secret of a webhook is neither kept nor told again.") : QString();
}

void WebhooksPanel::load()
{
    const PageReader<WebhookEndpoint> read = [this](const Window &window) {
        return m_parts.client.listWebhooks(window);
    };
    readAll<WebhookEndpoint>(read, maxPageSize).then(work(), [this](const Result<Page<WebhookEndpoint>> &page) {
        page ? take(*page) : fail(page.error());
    });
}

void WebhooksPanel::take(const Page<WebhookEndpoint> &page)
{
    m_endpoints = page.rows;
    QList<Record> records;
    for (const WebhookEndpoint &endpoint : std::as_const(m_endpoints))
        records << recordOf(endpoint);
    m_new->setVisible(!records.isEmpty()); // else the empty state offers it
    QString summary = records.isEmpty()     ? QString()
                      : records.size() == 1 ? tr("1 webhook")
                                            : tr("%1 webhooks").arg(records.size());
    if (!page.damaged.isEmpty())
        summary += u" · "_s + tr("%1 could not be read").arg(page.damaged.size());
    showRecords(records, summary);
}

const WebhookEndpoint *WebhooksPanel::find(const QString &id) const
{
    return findById(m_endpoints, id);
}

void WebhooksPanel::showCurrent(const QString &id)
{
    const WebhookEndpoint *endpoint = find(id);
    if (!endpoint)
        return;
    m_detail->showEndpoint(*endpoint);
    if (m_shown != id) {
        m_shown = id;
        m_kept = {};
        m_keptProblem.clear();
        m_detail->clearTest();
        m_detail->clearDeliveries();
    }
    m_reading = std::make_unique<QObject>();
    readSecrets();
    loadDeliveries();
}

void WebhooksPanel::loadDeliveries()
{
    if (m_shown.isEmpty() || !m_reading)
        return;
    setBusy(true);
    const auto done = std::shared_ptr<void>(nullptr, [panel = QPointer<WebhooksPanel>(this)](void *) {
        if (panel)
            panel->setBusy(false);
    });
    m_parts.client.listDeliveries(m_shown, {.limit = maxPageSize})
        .then(m_reading.get(),
              [this, done](const Result<Page<WebhookDelivery>> &page) { m_detail->showDeliveries(page); });
}

void WebhooksPanel::create()
{
    auto *editor = new WebhookEditor(m_parts.client, m_parts.place, nullptr, this);
    connect(editor, &WebhookEditor::created, this, &WebhooksPanel::takeCreated);
    connect(editor, &WebhookEditor::unclear, this, &WebhooksPanel::takeUnclear);
    editor->open();
}

void WebhooksPanel::edit()
{
    const WebhookEndpoint *endpoint = find(currentId());
    if (!endpoint)
        return;
    auto *editor = new WebhookEditor(m_parts.client, m_parts.place, endpoint, this);
    connect(editor, &WebhookEditor::updated, this,
            [this, stamp = endpoint->raw[u"updated_at"].toText()](const WebhookEndpoint &after) {
                restamp(stamp, after);
                refresh();
            });
    editor->open();
}

void WebhooksPanel::askToTest()
{
    const WebhookEndpoint *endpoint = find(currentId());
    if (!endpoint)
        return;
    if (m_parts.client.guardLevel() != GuardLevel::Confirm)
        return testNow(endpoint->id);
    askFirst(this, m_parts.place,
             {.title = tr("Test the webhook"),
              .subject = endpoint->url,
              .consequences = {tr("The service sends the event test.ping to this address and tells what came back.")},
              .action = tr("&Send the test"),
              .kind = ButtonKind::Primary},
             [this, id = endpoint->id] { testNow(id); });
}

void WebhooksPanel::testNow(const QString &id)
{
    setBusy(true);
    m_detail->clearTest();
    m_parts.client.testWebhook(id, Confirmation::afterReview(calls::testWebhook, id))
        .then(this, [this, id](const Result<WebhookTestResult> &result) {
            setBusy(false);
            if (id != m_shown)
                return;
            m_detail->showTest(result);
            loadDeliveries();
        });
}

void WebhooksPanel::askToTurn()
{
    const WebhookEndpoint *endpoint = find(currentId());
    if (!endpoint)
        return;
    const QString id = endpoint->id;
    if (!endpoint->isActive && m_parts.client.guardLevel() != GuardLevel::Confirm)
        return turn(id, true);
    const bool activate = !endpoint->isActive;
    askFirst(this, m_parts.place,
             {.title = activate ? tr("Activate the webhook") : tr("Deactivate the webhook"),
              .subject = endpoint->url,
              .consequences =
                  activate ? QStringList{tr("The service sends events to this address again.")}
                           : QStringList{tr("The service sends nothing to this address until it is active again."),
                                         tr("Nothing says that it delivers later what happens meanwhile."),
                                         tr("Its secret and its log stay.")},
              .action = activate ? tr("&Activate") : tr("&Deactivate"),
              .kind = activate ? ButtonKind::Primary : ButtonKind::Danger},
             [this, id, activate] { turn(id, activate); });
}

void WebhooksPanel::turn(const QString &id, bool active)
{
    const WebhookEndpoint *endpoint = find(id);
    if (!endpoint)
        return;
    setBusy(true);
    const QString stamp = endpoint->raw[u"updated_at"].toText();
    m_parts.client.updateWebhook(id, {.isActive = active}, Confirmation::afterReview(calls::updateWebhook, id))
        .then(this, [this, stamp](const Result<WebhookEndpoint> &after) {
            setBusy(false);
            if (!after)
                return failAndReload(after.error());
            restamp(stamp, *after);
            refresh();
        });
}

void WebhooksPanel::askToDelete()
{
    const WebhookEndpoint *endpoint = find(currentId());
    if (!endpoint)
        return;
    askFirst(
        this, m_parts.place,
        {.title = tr("Delete the webhook"),
         .subject = endpoint->url,
         .consequences = {tr("The service sends nothing to this address any more, and the log of its deliveries goes. "
                             "This cannot be taken back."),
                          tr("Its secrets are removed from the keychain, as nothing will be signed with them.")},
         .action = tr("&Delete")},
        [this, id = endpoint->id] { remove(id); });
}

void WebhooksPanel::remove(const QString &id)
{
    setBusy(true);
    m_parts.client.deleteWebhook(id, Confirmation::afterReview(calls::deleteWebhook, id))
        .then(this, [this, id](const Result<Nothing> &done) {
            setBusy(false);
            const bool isGone = done || failureOf(done.error(), calls::deleteWebhook) == Failure::NotFound;
            if (!isGone)
                return failAndReload(done.error());
            m_secrets.remove(id).then(this, [](const Result<Nothing> &) {});
            if (m_freshOf == id)
                forgetFresh();
            refresh();
        });
}

} // namespace chancery
