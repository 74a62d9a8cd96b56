// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/keyfield.h"

#include "ui/dialogs/connections/fieldnote.h"
#include "ui/dialogs/credentialsheet.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

KeyField::KeyField(Keyring &keyring, Service service, QWidget *parent)
    : QWidget(parent)
    , m_keyring(keyring)
    , m_words(keyWords(service))
    , m_key(new QLineEdit(this))
    , m_eye(m_key->addAction(themeIcon(u"eye"_s), QLineEdit::TrailingPosition))
    , m_keep(new QCheckBox(m_words.keep, this))
    , m_remove(new QPushButton(m_words.removeStored, this))
    , m_keychain(new FieldNote(this))
    , m_note(new FieldNote(this))
{
    buildLayout();
    connect(m_key, &QLineEdit::textChanged, this, [this] {
        m_offered = {};
        refresh();
        Q_EMIT changed();
    });
    connect(m_eye, &QAction::triggered, this, [this] { setVisibleText(m_key->echoMode() == QLineEdit::Password); });
    connect(m_keep, &QCheckBox::clicked, this, [this](bool wanted) {
        m_keepWanted = wanted;
        Q_EMIT changed();
    });
    connect(m_remove, &QPushButton::clicked, this, &KeyField::askToRemove);
    connect(&keyring, &Keyring::keepingChanged, this, &KeyField::refresh);
    connect(&keyring, &SecretStore::stateChanged, this, &KeyField::refresh);
    refresh();
}

void KeyField::buildLayout()
{
    m_key->setObjectName(u"connection"_s + m_words.object);
    m_key->setAccessibleName(m_words.name);
    m_key->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_eye->setObjectName(u"show"_s + m_words.object);
    m_keep->setObjectName(u"keep"_s + m_words.object);
    m_keep->setAccessibleName(QString(m_words.keep).remove(u'&'));
    m_remove->setObjectName(u"remove"_s + m_words.object);
    m_remove->setAccessibleName(m_words.removeName);
    setButtonKind(*m_remove, ButtonKind::Quiet);
    m_keychain->setObjectName(m_words.object == u"Key" ? u"keychainSentence"_s
                                                       : m_words.object.toLower() + u"KeychainSentence"_s);
    m_note->setObjectName(m_words.object.toLower() + u"Note"_s);
    setFocusProxy(m_key);

    auto *choices = new QHBoxLayout;
    choices->setSpacing(space::small);
    choices->addWidget(m_keep);
    choices->addStretch();
    choices->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(m_key);
    column->addWidget(m_note);
    column->addLayout(choices);
    column->addWidget(m_keychain);
}

void KeyField::setPlace(const Place &place)
{
    m_place = place;
    m_otherHost.clear();
    m_removal.clear();
    m_removalFailed = false;
    m_keepWanted = true;
    clearFresh();
}

void KeyField::offer(Secret key)
{
    const QSignalBlocker quiet(m_key);
    m_key->clear();
    m_offered = std::move(key);
    refresh();
    Q_EMIT changed();
}

void KeyField::warnOfOtherHost(const QString &host)
{
    m_otherHost = host;
    refreshNote();
}

void KeyField::setProxied(const QString &credential)
{
    if (credential == m_proxied)
        return;
    m_proxied = credential;
    refresh();
}

bool KeyField::hasFresh() const
{
    return m_proxied.isEmpty() && (!m_offered.isEmpty() || !m_key->text().trimmed().isEmpty());
}

Secret KeyField::fresh() const
{
    if (!m_proxied.isEmpty())
        return {};
    return m_offered.isEmpty() ? Secret::fromText(m_key->text().trimmed()) : m_offered.clone();
}

bool KeyField::wantsKeychain() const
{
    return m_keep->isChecked();
}

void KeyField::clearFresh()
{
    const QSignalBlocker quiet(m_key);
    m_key->clear();
    m_offered = {};
    refresh();
}

void KeyField::refresh()
{
    if (hasFresh())
        m_removal.clear();
    setVisibleText(m_key->echoMode() == QLineEdit::Normal && !m_key->text().isEmpty());
    m_eye->setVisible(!m_key->text().isEmpty());
    m_key->setPlaceholderText(placeholder());
    m_key->setEnabled(!m_place.isManaged);
    m_key->setVisible(m_proxied.isEmpty());
    m_remove->setVisible(!m_place.isManaged && !m_place.isNew);
    refreshKeep();
    refreshNote();
}

/// Without a keychain there is nothing to choose; the person's choice comes back with the keychain.
void KeyField::refreshKeep()
{
    const bool absent = m_keyring.state() == KeychainState::Absent;
    m_keep->setVisible(!m_place.isManaged && m_proxied.isEmpty());
    m_keep->setEnabled(!absent);
    m_keep->setChecked(m_keepWanted && !absent);
    const bool isSilent = m_place.isManaged || !m_proxied.isEmpty();
    m_keychain->say(Tone::Neutral, isSilent ? QString() : keychainSentence(m_keyring.state()));
}

void KeyField::refreshNote()
{
    if (m_place.isManaged)
        return m_note->say(Tone::Neutral, m_words.managed);
    if (!m_removal.isEmpty())
        return m_note->say(m_removalFailed ? Tone::Attention : Tone::Good, m_removal);
    m_note->setMinimumHeight(m_proxied.isEmpty() ? 0 : heightFor(font(), size::control)); // in the field's place
    if (!m_proxied.isEmpty())
        return m_note->say(Tone::Neutral, m_words.proxied.arg(m_proxied));
    if (!m_otherHost.isEmpty() && !hasFresh())
        return m_note->say(Tone::Attention, m_words.otherHost.arg(m_otherHost));
    m_note->say(Tone::Neutral, {});
}

QString KeyField::placeholder() const
{
    if (m_place.isManaged)
        return tr("Set by the sandbox");
    if (!m_offered.isEmpty())
        return tr("Taken from the environment, not saved yet");
    if (m_place.isNew)
        return m_words.paste;
    switch (m_keyring.keeping(m_place.entry)) {
    case Keeping::ThisSession:
        return m_words.inSession;
    case Keeping::AcrossRestarts:
        return m_words.inKeychain;
    case Keeping::Unknown:
        break;
    }
    return tr("The keychain is asked when it is needed");
}

void KeyField::setVisibleText(bool visible)
{
    m_key->setEchoMode(visible ? QLineEdit::Normal : QLineEdit::Password);
    m_eye->setIcon(themeIcon(visible ? u"eye-off"_s : u"eye"_s));
    m_eye->setText(visible ? m_words.hide : m_words.show);
    m_eye->setToolTip(m_eye->text());
}

void KeyField::askToRemove()
{
    auto *question =
        new QMessageBox(QMessageBox::Warning, m_words.removeName, m_words.removeQuestion.arg(m_place.connection),
                        QMessageBox::Cancel | QMessageBox::Ok, this);
    question->setObjectName(u"remove%1Question"_s.arg(m_words.object));
    question->setInformativeText(m_words.removeRemark);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setDefaultButton(QMessageBox::Cancel);
    question->button(QMessageBox::Ok)->setText(tr("Remove"));
    setButtonKind(*question->button(QMessageBox::Ok), ButtonKind::Danger);
    connect(question->button(QMessageBox::Ok), &QPushButton::clicked, this, &KeyField::remove);
    question->open();
}

void KeyField::remove()
{
    m_removalFailed = true;
    m_removal = m_words.asked;
    refresh();
    m_keyring.remove(m_place.entry).then(this, [this, entry = m_place.entry](const Result<Nothing> &result) {
        if (entry == m_place.entry)
            noteRemoval(result);
    });
}

void KeyField::noteRemoval(const Result<Nothing> &result)
{
    m_removalFailed = !result.ok();
    m_removal = result ? m_words.removed : m_words.forgotten.arg(describe(result.error()).headline);
    refresh();
}

} // namespace chancery
