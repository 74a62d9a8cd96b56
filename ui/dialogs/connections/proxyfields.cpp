// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/proxyfields.h"

#include "core/keychains/placeholder.h"
#include "ui/dialogs/connections/fieldgrid.h"
#include "ui/dialogs/connections/fold.h"
#include "ui/theme/metrics.h"
#include "ui/words/profiletext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int linesOfTrusted = 3;

template <class Widget>
Widget *named(Widget *widget, const QString &object, const QString &accessible)
{
    widget->setObjectName(object);
    widget->setAccessibleName(accessible);
    return widget;
}

/// The arguments as QProcess::splitCommand() reads them, which knows no empty ones.
QString argumentsText(const QStringList &arguments)
{
    QStringList quoted;
    for (const QString &argument : arguments) {
        const bool isPlain = !argument.isEmpty() && std::none_of(argument.begin(), argument.end(),
                                                                 [](QChar c) { return c.isSpace() || c == u'"'; });
        quoted << (isPlain ? argument : u'"' + QString(argument).replace(u'"', u"\"\"\""_s) + u'"');
    }
    return quoted.join(u' ');
}

/// A credential's name without the braces that it may have been copied with. What is no name stays as it was typed,
/// so that its problem is shown.
QString credentialTyped(const QString &text, const QString &loaded)
{
    if (text == loaded)
        return loaded;
    const Result<QString> name = keychains::credentialNameFrom(text);
    return name ? *name : text.trimmed();
}

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    return lines;
}

} // namespace

ProxyFields::ProxyFields(QWidget *form)
    : FieldGroup(form)
    , m_fold(new Fold(tr("Credential prox&y"), u"proxyFold"_s, form))
    , m_has(named(new QCheckBox(tr("A proxy holds the credentials"), m_fold), u"hasProxy"_s,
                  tr("A proxy holds the credentials")))
    , m_base(named(new QLineEdit(m_fold), u"proxyAddress"_s, tr("Proxy address")))
    , m_account(named(new QLineEdit(m_fold), u"proxyAccount"_s, tr("Account at the proxy")))
    , m_passports(named(new QLineEdit(m_fold), u"proxyPassports"_s, tr("Name of the passports' key at the proxy")))
    , m_settlements(
          named(new QLineEdit(m_fold), u"proxySettlements"_s, tr("Name of the settlements' token at the proxy")))
    , m_trusted(named(new QPlainTextEdit(m_fold), u"proxyTrusted"_s, tr("Other proxies, one a line")))
    , m_tokenFrom(named(new QComboBox(m_fold), u"proxyTokenFrom"_s, tr("Where the proxy's token comes from")))
    , m_program(named(new QLineEdit(m_fold), u"proxyProgram"_s, tr("Program that prints the token")))
    , m_arguments(named(new QLineEdit(m_fold), u"proxyArguments"_s, tr("Arguments of the program")))
{
    buildFields();
    connectFields();
}

void ProxyFields::buildFields()
{
    m_base->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_base->setPlaceholderText(u"https://"_s);
    m_account->setPlaceholderText(tr("Empty: the token's own"));
    m_passports->setPlaceholderText(tr("Such as KEYBAN_API_KEY; empty: straight to the service"));
    m_settlements->setPlaceholderText(tr("Such as OAUTH2_ACCESS_TOKEN; empty: straight to the service"));
    m_trusted->setPlaceholderText(tr("Addresses that this proxy may send us to, one a line"));
    m_trusted->setTabChangesFocus(true);
    m_trusted->setFixedHeight(linesOfTrusted * m_trusted->fontMetrics().lineSpacing() + space::large);
    m_tokenFrom->addItem(tr("A person types it"), int(ProxyTokenFrom::Person));
    m_tokenFrom->addItem(tr("KEYCHAINS_TOKEN of the environment"), int(ProxyTokenFrom::Environment));
    m_tokenFrom->addItem(tr("KEYCHAINS_TOKEN in the file .env beside the data folder"), int(ProxyTokenFrom::EnvFile));
    m_tokenFrom->addItem(tr("A program prints it"), int(ProxyTokenFrom::Command));
    m_program->setPlaceholderText(tr("For instance npx"));
    m_arguments->setPlaceholderText(tr("With quotes around one that has blanks"));
}

void ProxyFields::connectFields()
{
    connect(m_has, &QCheckBox::toggled, this, [this] {
        showFields();
        Q_EMIT changed();
    });
    connect(m_tokenFrom, &QComboBox::currentIndexChanged, this, [this] {
        showFields();
        Q_EMIT changed();
    });
    connect(m_trusted, &QPlainTextEdit::textChanged, this, &ProxyFields::changed);
    connect(m_arguments, &QLineEdit::textChanged, this, &ProxyFields::changed);
}

void ProxyFields::addTo(FieldGrid &grid)
{
    grid.addWide(m_fold);
    FieldGrid &inside = m_fold->grid();
    const auto add = [&](const QString &label, QWidget *field, ProfileField what) {
        m_rows << addField(inside, label, field, what) << field;
    };
    inside.addBelow(m_has);
    add(tr("Address"), m_base, ProfileField::KeychainsBase);
    add(tr("Account"), m_account, ProfileField::KeychainsAccount);
    add(tr("Passports' key"), m_passports, ProfileField::KeychainsPassports);
    add(tr("Settlements' token"), m_settlements, ProfileField::KeychainsSettlements);
    add(tr("Other proxies"), m_trusted, ProfileField::KeychainsTrusted);
    m_rows << inside.addField(tr("Token"), m_tokenFrom) << m_tokenFrom;
    m_command << addField(inside, tr("Program"), m_program, ProfileField::KeychainsProgram) << m_program;
    m_command << inside.addField(tr("Arguments"), m_arguments) << m_arguments;
}

void ProxyFields::fill(const Profile &profile)
{
    const KeychainsService service = profile.keychains.value_or(makeKeychainsService());
    const QSignalBlocker quiet(this);
    m_has->setChecked(profile.keychains.has_value());
    m_base->setText(service.base.toString());
    m_account->setText(service.account);
    m_passports->setText(service.passports);
    m_settlements->setText(service.settlements);
    m_trusted->setPlainText(service.trusted.join(u'\n'));
    m_tokenFrom->setCurrentIndex(m_tokenFrom->findData(int(service.tokenFrom)));
    m_program->setText(service.program);
    m_arguments->setText(argumentsText(service.arguments));
    showFields();
}

void ProxyFields::showFields()
{
    const bool has = m_has->isChecked();
    for (QWidget *part : std::as_const(m_rows))
        part->setVisible(has);
    const bool isCommand = m_tokenFrom->currentData().toInt() == int(ProxyTokenFrom::Command);
    for (QWidget *part : std::as_const(m_command))
        part->setVisible(has && isCommand);
}

/// What was read stays as it was while nobody touches it.
void ProxyFields::read(Profile &now, const Profile &loaded) const
{
    if (!m_has->isChecked())
        return now.keychains.reset();
    KeychainsService service = loaded.keychains.value_or(makeKeychainsService());
    if (m_base->text() != service.base.toString())
        service.base = QUrl(m_base->text().trimmed());
    if (m_account->text() != service.account)
        service.account = m_account->text().trimmed();
    service.passports = credentialTyped(m_passports->text(), service.passports);
    service.settlements = credentialTyped(m_settlements->text(), service.settlements);
    if (m_trusted->toPlainText() != service.trusted.join(u'\n'))
        service.trusted = linesOf(m_trusted->toPlainText());
    service.tokenFrom = ProxyTokenFrom(m_tokenFrom->currentData().toInt());
    if (m_program->text() != service.program)
        service.program = m_program->text().trimmed();
    if (m_arguments->text() != argumentsText(service.arguments))
        service.arguments = QProcess::splitCommand(m_arguments->text());
    now.keychains = service;
}

void ProxyFields::remark(const Profile &, const Profile &now)
{
    if (!now.keychains)
        return m_fold->setSummary(tr("None"));
    QStringList through;
    if (goesThroughProxy(now, Service::Keyban))
        through << tr("passports");
    if (now.keystone && goesThroughProxy(now, Service::Keystone))
        through << tr("settlements");
    const QString host = hostWords(now.keychains->base);
    m_fold->setSummary(through.isEmpty() ? tr("%1, nothing goes through it").arg(host)
                                         : tr("%1 for %2").arg(host, through.join(tr(" and "))));
}

void ProxyFields::setOpen(bool open)
{
    m_fold->setOpen(open);
}

} // namespace chancery
