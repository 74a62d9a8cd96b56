// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/servicequestion.h"

#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 520;

} // namespace

ServiceQuestion::ServiceQuestion(const Content &content, const DialogPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_word(content.typed)
    , m_yes(new QPushButton(content.action, this))
{
    setObjectName(u"serviceQuestion"_s);
    setWindowTitle(content.title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *head = new DialogHead(content.title, place, this);
    head->setSubject(content.subject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(head);
    for (const QString &sentence : content.consequences) {
        auto *label = new QLabel(sentence, this);
        label->setObjectName(u"consequence"_s);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    if (!m_word.isEmpty())
        column->addWidget(typingRow(m_word));

    auto *no = new QPushButton(tr("Cancel"), this);
    no->setObjectName(u"questionCancel"_s);
    no->setDefault(true);
    m_yes->setObjectName(u"questionConfirm"_s);
    m_yes->setAutoDefault(false);
    setButtonKind(*m_yes, content.kind);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::small);
    buttons->addStretch(1);
    buttons->addWidget(no);
    buttons->addWidget(m_yes);
    column->addSpacing(space::small);
    column->addLayout(buttons);
    connect(no, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_yes, &QPushButton::clicked, this, &QDialog::accept);
    setMinimumWidth(usualWidth);
    (m_typed ? static_cast<QWidget *>(m_typed) : no)->setFocus();
}

QWidget *ServiceQuestion::typingRow(const QString &word)
{
    auto *row = new QWidget(this);
    m_typed = new QLineEdit(row);
    m_typed->setObjectName(u"questionTyped"_s);
    auto *label = new QLabel(tr("&Type “%1” to go on:").arg(QString(word).replace(u'&', u"&&"_s)), row);
    label->setBuddy(m_typed);
    m_typed->setAccessibleName(tr("Type “%1” to go on").arg(word));
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(label);
    line->addWidget(m_typed, 1);
    m_yes->setEnabled(false);
    connect(m_typed, &QLineEdit::textChanged, this, [this](const QString &text) { m_yes->setEnabled(text == m_word); });
    return row;
}

void askFirst(QWidget *parent, const DialogPlace &place, const ServiceQuestion::Content &content,
              const std::function<void()> &act)
{
    auto *question = new ServiceQuestion(content, place, parent);
    QObject::connect(question, &QDialog::accepted, parent, act);
    question->open();
}

} // namespace chancery
