// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/environments/environmenteditor.h"

#include "core/keystone/calls.h"
#include "core/keystone/failure.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/form.h"
#include "ui/words/statetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QUrl>

namespace chancery {

using namespace Qt::StringLiterals;
using namespace keystone;

namespace {

constexpr int usualWidth = 560;
constexpr int leastTimeout = 60; // KeyStone fact sheet §2, 21
constexpr int longestTimeout = 604'800;
constexpr int mostRequests = 100'000; ///< a minute

bool isWebAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == u"https" || url.scheme() == u"http");
}

} // namespace

EnvironmentEditor::EnvironmentEditor(Client &client, const DialogPlace &place, const Environment *known,
                                     QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_known(known ? std::optional(*known) : std::nullopt)
    , m_banner(new Banner(this))
    , m_busy(new BusyBar(this))
    , m_name(new QLineEdit(this))
    , m_slug(new QLineEdit(this))
    , m_clientId(new QLineEdit(this))
    , m_webhookUrl(new QLineEdit(this))
    , m_webhookSecret(new QLineEdit(this))
    , m_timeout(new QSpinBox(this))
    , m_timeoutWords(new QLabel(this))
    , m_rate(new QSpinBox(this))
    , m_missing(new QLabel(this))
    , m_send(new QPushButton(known ? tr("&Save") : tr("Cr&eate"), this))
{
    setObjectName(u"environmentEditor"_s);
    setWindowTitle(known ? tr("Edit the environment") : tr("New environment"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut(place);
    fill();
    for (QLineEdit *field : {m_name, m_slug, m_clientId, m_webhookUrl, m_webhookSecret})
        connect(field, &QLineEdit::textChanged, this, &EnvironmentEditor::refresh);
    connect(m_timeout, &QSpinBox::valueChanged, this, &EnvironmentEditor::refresh);
    connect(m_send, &QPushButton::clicked, this, &EnvironmentEditor::send);
    refresh();
}

EnvironmentEditor::~EnvironmentEditor()
{
    QString typed = m_webhookSecret->text();
    m_webhookSecret->clear();
    wipe(typed);
}

void EnvironmentEditor::layOut(const DialogPlace &place)
{
    m_banner->setObjectName(u"environmentEditorBanner"_s);
    m_name->setObjectName(u"environmentName"_s);
    m_slug->setObjectName(u"environmentSlug"_s);
    m_slug->setPlaceholderText(tr("Small letters, digits and hyphens; for good"));
    m_clientId->setObjectName(u"environmentClient"_s);
    m_clientId->setPlaceholderText(tr("The machine client that works in it; for good"));
    m_webhookUrl->setObjectName(u"environmentWebhook"_s);
    m_webhookSecret->setObjectName(u"environmentSecret"_s);
    m_webhookSecret->setEchoMode(QLineEdit::Password);
    m_webhookSecret->setPlaceholderText(m_known ? tr("Empty: it stays, and is never shown") : QString());
    m_timeout->setObjectName(u"environmentTimeout"_s);
    m_timeout->setRange(leastTimeout, longestTimeout);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setGroupSeparatorShown(true);
    m_rate->setObjectName(u"environmentRate"_s);
    m_rate->setRange(0, mostRequests);
    m_rate->setSpecialValueText(tr("The service's own"));
    m_rate->setSuffix(tr(" a minute"));
    m_missing->setObjectName(u"environmentMissing"_s);
    m_missing->setWordWrap(true);
    setType(*m_missing, Type::Secondary);
    setType(*m_timeoutWords, Type::Secondary);
    m_send->setObjectName(u"environmentSend"_s);
    m_send->setDefault(true);
    setButtonKind(*m_send, ButtonKind::Primary);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(u"environmentCancel"_s);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *timeout = new QWidget(this);
    auto *timeoutRow = new QHBoxLayout(timeout);
    timeoutRow->setContentsMargins(0, 0, 0, 0);
    timeoutRow->addWidget(m_timeout);
    timeoutRow->addWidget(m_timeoutWords, 1);
    timeout->setFocusProxy(m_timeout);
    m_timeout->setAccessibleName(tr("Settlements time out after"));
    auto *form = new Form;
    form->addField(tr("&Name"), m_name);
    form->addField(tr("S&lug"), m_slug);
    form->addField(tr("&Client"), m_clientId);
    form->addField(tr("&Webhook address"), m_webhookUrl);
    form->addField(tr("Webhook sec&ret"), m_webhookSecret);
    form->addField(tr("Settlements &time out after"), timeout);
    form->addField(tr("Re&quests allowed"), m_rate);
    form->setRowVisible(m_slug, !m_known);
    form->setRowVisible(m_clientId, !m_known);
    form->setRowVisible(m_rate, m_known.has_value());
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addWidget(m_missing, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    auto *head = new DialogHead(windowTitle(), place, this);
    head->setSubject(m_known ? m_known->slug : QString());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    column->addWidget(m_busy);
    column->addWidget(m_banner);
    column->addLayout(form);
    column->addLayout(buttons);
    setMinimumWidth(usualWidth);
    m_name->setFocus();
}

void EnvironmentEditor::fill()
{
    m_timeout->setValue(int(m_known ? m_known->defaultTimeoutSeconds : EnvironmentDraft{}.defaultTimeoutSeconds));
    if (!m_known)
        return;
    m_name->setText(m_known->name);
    m_webhookUrl->setText(m_known->webhookUrl);
    m_rate->setValue(int(m_known->rateLimitRpm.value_or(0)));
}

QString EnvironmentEditor::missing() const
{
    static const QRegularExpression slug(u"^[a-z0-9]+(-[a-z0-9]+)*$"_s);
    if (m_name->text().trimmed().isEmpty())
        return tr("It needs a name.");
    if (!m_known && !slug.match(m_slug->text()).hasMatch())
        return tr("A slug is small letters and digits, with hyphens between them.");
    if (!m_known && m_clientId->text().trimmed().isEmpty())
        return tr("It needs the id of its machine client.");
    const QString url = m_webhookUrl->text().trimmed();
    return url.isEmpty() || isWebAddress(url) ? QString()
                                              : tr("An address begins with https:// or http:// and names a host.");
}

void EnvironmentEditor::refresh()
{
    const QString reason = missing();
    m_missing->setText(m_name->text().isEmpty() ? QString() : reason);
    m_timeoutWords->setText(spanText(m_timeout->value()));
    m_send->setEnabled(!m_isSending && reason.isEmpty());
    if (m_isSending)
        m_busy->start();
    else
        m_busy->stop();
}

EnvironmentPatch EnvironmentEditor::patch() const
{
    EnvironmentPatch patch;
    if (const QString name = m_name->text().trimmed(); name != m_known->name)
        patch.name = name;
    if (const QString url = m_webhookUrl->text().trimmed(); url != m_known->webhookUrl)
        patch.webhookUrl = url;
    patch.webhookSecret = Secret::fromText(m_webhookSecret->text());
    if (m_timeout->value() != m_known->defaultTimeoutSeconds)
        patch.defaultTimeoutSeconds = m_timeout->value();
    if (m_rate->value() > 0 && m_rate->value() != m_known->rateLimitRpm)
        patch.rateLimitRpm = m_rate->value();
    return patch;
}

void EnvironmentEditor::send()
{
    m_isSending = true;
    m_banner->clear();
    refresh();
    const auto done = [this](const Result<Environment> &saved) { take(saved); };
    if (m_known) {
        m_client
            .updateEnvironment(m_known->id, patch(), Confirmation::afterReview(calls::updateEnvironment, m_known->slug))
            .then(this, done);
        return;
    }
    const EnvironmentDraft draft{.name = m_name->text().trimmed(),
                                 .slug = m_slug->text(),
                                 .auth0ClientId = m_clientId->text().trimmed(),
                                 .webhookUrl = m_webhookUrl->text().trimmed(),
                                 .webhookSecret = Secret::fromText(m_webhookSecret->text()),
                                 .defaultTimeoutSeconds = m_timeout->value()};
    m_client.createEnvironment(draft, Confirmation::afterReview(calls::createEnvironment, draft.slug)).then(this, done);
}

void EnvironmentEditor::take(const Result<Environment> &result)
{
    m_isSending = false;
    refresh();
    if (result) {
        Q_EMIT saved(*result);
        return accept();
    }
    if (m_known || failureOf(result.error(), calls::createEnvironment) != Failure::Unclear)
        return m_banner->showError(result.error());
    Q_EMIT unclear(m_slug->text(), result.error());
    reject();
}

} // namespace chancery
