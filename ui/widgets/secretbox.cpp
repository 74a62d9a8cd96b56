// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/secretbox.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int clipboardSeconds = 30;
const QString dots(24, u'•');
const QString secretHint = u"x-kde-passwordManagerHint"_s; ///< clipboard managers keep no copy of what bears it

} // namespace

SecretBox::SecretBox(const QString &title, Keeping keeping, QWidget *parent)
    : Card(title, parent)
    , m_sentence(new QLabel(this))
    , m_field(new QLineEdit(this))
    , m_show(new QPushButton(tr("Sho&w"), this))
    , m_copy(new QPushButton(tr("&Copy"), this))
    , m_keep(new QPushButton(tr("&Keep in keychain"), this))
    , m_done(new QPushButton(tr("F&orget"), this))
    , m_note(new QLabel(this))
    , m_keeping(keeping)
{
    setObjectName(u"secretBox"_s);
    layOut();
    m_field->setAccessibleName(title);
    m_keep->setVisible(keeping == Keeping::Offered);
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &SecretBox::countDown);
    connect(m_show, &QPushButton::clicked, this, [this] { setRevealed(!m_isRevealed); });
    connect(m_copy, &QPushButton::clicked, this, &SecretBox::copy);
    connect(m_keep, &QPushButton::clicked, this, &SecretBox::keepWanted);
    connect(m_done, &QPushButton::clicked, this, &SecretBox::dismissed);
    clear();
}

SecretBox::~SecretBox()
{
    clearClipboard();
}

void SecretBox::layOut()
{
    for (const auto &[button, name] : {std::pair{m_show, u"secretShow"_s},
                                       {m_copy, u"secretCopy"_s},
                                       {m_keep, u"secretKeep"_s},
                                       {m_done, u"secretForget"_s}})
        button->setObjectName(name);
    setButtonKind(*m_keep, ButtonKind::Primary);
    setButtonKind(*m_done, ButtonKind::Quiet);
    m_field->setObjectName(u"secretField"_s);
    m_field->setReadOnly(true);
    m_field->setFont(typeFont(Type::Code));
    m_sentence->setWordWrap(true);
    m_note->setObjectName(u"secretNote"_s);
    m_note->setWordWrap(true);
    setType(*m_note, Type::Secondary);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    row->addWidget(m_field, 1);
    row->addWidget(m_show);
    row->addWidget(m_copy);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(space::small);
    choices->addWidget(m_note, 1);
    choices->addWidget(m_done);
    choices->addWidget(m_keep);
    body()->addWidget(m_sentence);
    body()->addLayout(row);
    body()->addLayout(choices);
}

void SecretBox::showSecret(Secret secret, const QString &sentence)
{
    m_secret = std::move(secret);
    m_sentence->setText(sentence);
    noteKept({});
    setRevealed(false);
    setVisible(true);
    m_show->setFocus();
}

void SecretBox::clear()
{
    setRevealed(false);
    m_field->clear();
    m_secret = {};
    hide();
}

void SecretBox::noteKept(const QString &words)
{
    const bool isKept = !words.isEmpty();
    const QString untold = m_keeping == Keeping::Offered
                               ? tr("The service tells it this once: copy it to its receiver, or keep it, now.")
                               : tr("It comes this once and is kept nowhere: copy it to where it is needed, now.");
    m_note->setText(isKept ? words : untold);
    m_keep->setEnabled(!isKept);
    m_done->setText(isKept ? tr("D&one") : tr("F&orget"));
}

void SecretBox::setRevealed(bool revealed)
{
    m_isRevealed = revealed;
    m_show->setText(revealed ? tr("Hide no&w") : tr("Sho&w"));
    if (!revealed) {
        QString before = m_field->text();
        m_field->setText(dots);
        wipe(before);
        return;
    }
    m_secret.use([this](QByteArrayView bytes) { m_field->setText(QString::fromUtf8(bytes)); });
}

void SecretBox::copy()
{
    auto *content = new QMimeData;
    m_secret.use([content](QByteArrayView bytes) { content->setText(QString::fromUtf8(bytes)); });
    content->setData(secretHint, "secret");
    QGuiApplication::clipboard()->setMimeData(content);
    m_hasCopied = true;
    m_secondsLeft = clipboardSeconds + 1;
    m_tick.start();
    countDown();
}

void SecretBox::countDown()
{
    if (--m_secondsLeft <= 0)
        return clearClipboard();
    m_note->setText(tr("Copied. It leaves the clipboard in %1 s.").arg(m_secondsLeft));
}

/// Only what is still ours.
void SecretBox::clearClipboard()
{
    if (m_tick.isActive()) {
        m_tick.stop();
        m_note->clear();
    }
    if (!std::exchange(m_hasCopied, false))
        return;
    QClipboard *clipboard = QGuiApplication::clipboard();
    const QMimeData *content = clipboard->ownsClipboard() ? clipboard->mimeData() : nullptr;
    if (content && content->hasFormat(secretHint))
        clipboard->clear();
}

} // namespace chancery
