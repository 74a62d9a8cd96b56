// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/webhooks/webhookeditor.h"

#include "core/keystone/calls.h"
#include "core/keystone/failure.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QUrl>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keystone;

namespace {

constexpr int usualWidth = 560;

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == u"https" || url.scheme() == u"http");
}

} // namespace

WebhookEditor::WebhookEditor(Client &client, const DialogPlace &place, const WebhookEndpoint *known, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_id(known ? known->id : QString())
    , m_knownUrl(known ? known->url : QString())
    , m_banner(new Banner(this))
    , m_busy(new BusyBar(this))
    , m_url(new QLineEdit(this))
    , m_description(new QLineEdit(this))
    , m_events(new QLineEdit(u"*"_s, this))
    , m_secret(new QLineEdit(this))
    , m_missing(new QLabel(this))
    , m_send(new QPushButton(known ? tr("&Save") : tr("Cr&eate"), this))
{
    setObjectName(u"webhookEditor"_s);
    setWindowTitle(known ? tr("Edit the webhook") : tr("New webhook"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut(place);
    if (known)
        fill(*known);
    for (QLineEdit *field : {m_url, m_description, m_events, m_secret})
        connect(field, &QLineEdit::textChanged, this, &WebhookEditor::refresh);
    connect(m_send, &QPushButton::clicked, this, &WebhookEditor::send);
    refresh();
}

WebhookEditor::~WebhookEditor()
{
    QString typed = m_secret->text();
    m_secret->clear();
    wipe(typed);
}

void WebhookEditor::layOut(const DialogPlace &place)
{
    m_banner->setObjectName(u"webhookEditorBanner"_s);
    m_url->setObjectName(u"webhookUrl"_s);
    m_url->setPlaceholderText(u"https://hooks.example.test/keystone"_s);
    m_description->setObjectName(u"webhookDescription"_s);
    m_events->setObjectName(u"webhookEvents"_s);
    m_events->setPlaceholderText(tr("*, settlement.*, settlement.state.*, compliance.* or exact names"));
    m_events->setToolTip(tr("Patterns, parted by commas or spaces; * is everything"));
    m_secret->setObjectName(u"webhookSecret"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setPlaceholderText(tr("Empty: the service makes one"));
    m_missing->setObjectName(u"webhookMissing"_s);
    m_missing->setWordWrap(true);
    setType(*m_missing, Type::Secondary);
    m_send->setObjectName(u"webhookSend"_s);
    m_send->setDefault(true);
    setButtonKind(*m_send, ButtonKind::Primary);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"webhookCancel"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *form = new Form;
    form->addField(tr("&Address"), m_url);
    form->addField(tr("&Description"), m_description);
    form->addField(tr("E&vents"), m_events);
    form->addField(tr("Se&cret"), m_secret);
    form->setRowVisible(m_secret, m_id.isEmpty());
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(new DialogHead(windowTitle(), place, this));
    column->addWidget(m_busy);
    column->addWidget(m_banner);
    column->addLayout(form);
    column->addLayout(buttons);
    setMinimumWidth(usualWidth);
    m_url->setFocus();
}

void WebhookEditor::fill(const WebhookEndpoint &known)
{
    m_url->setText(known.url);
    m_description->setText(known.description);
    m_events->setText(known.events.join(u", "_s));
}

QStringList WebhookEditor::events() const
{
    static const QRegularExpression apart(u"[\\s,]+"_s);
    return m_events->text().split(apart, Qt::SkipEmptyParts);
}

QString WebhookEditor::missing() const
{
    if (!isWebAddress(m_url->text().trimmed()))
        return tr("An address begins with https:// or http:// and names a host.");
    return events().isEmpty() ? tr("Name at least one event, or * for all.") : QString();
}

void WebhookEditor::refresh()
{
    const QString reason = missing();
    m_missing->setText(m_url->text().isEmpty() ? QString() : reason);
    m_send->setEnabled(!m_isSending && reason.isEmpty());
}

void WebhookEditor::send()
{
    setSending(true);
    m_banner->clear();
    if (m_id.isEmpty())
        create();
    else
        update();
}

void WebhookEditor::create()
{
    const QString url = m_url->text().trimmed();
    const WebhookDraft draft{.url = url,
                             .description = m_description->text().trimmed(),
                             .secret = Secret::fromText(m_secret->text()),
                             .events = events()};
    m_client.createWebhook(draft, Confirmation::afterReview(calls::createWebhook, url))
        .then(this, [this, url](Result<CreatedWebhook> made) {
            setSending(false);
            if (made) {
                Q_EMIT created(*made);
                return accept();
            }
            if (failureOf(made.error(), calls::createWebhook) != Failure::Unclear)
                return fail(made.error());
            Q_EMIT unclear(url, made.error());
            reject();
        });
}

void WebhookEditor::update()
{
    const QString url = m_url->text().trimmed();
    const WebhookPatch patch{.url = url == m_knownUrl ? std::nullopt : std::optional(url),
                             .description = m_description->text().trimmed(),
                             .events = events()};
    m_client.updateWebhook(m_id, patch, Confirmation::afterReview(calls::updateWebhook, url))
        .then(this, [this](const Result<WebhookEndpoint> &changed) {
            setSending(false);
            if (!changed)
                return fail(changed.error());
            Q_EMIT updated(*changed);
            accept();
        });
}

void WebhookEditor::fail(const Error &error)
{
    m_banner->showError(error);
    for (const FieldError &field : error.fields)
        if (field.path.contains(u"url"))
            m_url->setFocus();
}

void WebhookEditor::setSending(bool sending)
{
    m_isSending = sending;
    if (sending)
        m_busy->start();
    else
        m_busy->stop();
    refresh();
}

} // namespace chancery
