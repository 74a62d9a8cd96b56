// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/dialoghead.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/environmentstrip.h"
#include "ui/widgets/statepill.h"

#include <QHBoxLayout>
#include <QLabel>

namespace chancery {

using namespace Qt::StringLiterals;

DialogHead::DialogHead(const QString &title, const DialogPlace &place, QWidget *parent)
    : QWidget(parent)
    , m_subject(new QLabel(this))
{
    auto *heading = new QLabel(title, this);
    setType(*heading, Type::CardTitle);
    m_subject->setObjectName(u"dialogSubject"_s);
    m_subject->setTextFormat(Qt::PlainText);
    m_subject->setWordWrap(true);
    m_subject->setVisible(false);
    setType(*m_subject, Type::Secondary);
    const auto danger = place.live ? EnvironmentFacts::Live : EnvironmentFacts::Test;
    auto *word = new StatePill(this);
    word->setState(place.live ? Token::Live : Token::Test, dangerWord(danger));
    word->setObjectName(u"dangerWord"_s);
    auto *profile = new QLabel(place.profileName, this);
    profile->setTextFormat(Qt::PlainText);
    setType(*profile, Type::Secondary);

    auto *first = new QHBoxLayout;
    first->setSpacing(space::small);
    first->addWidget(heading);
    first->addStretch(1);
    first->addWidget(word);
    first->addWidget(profile);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addLayout(first);
    column->addWidget(m_subject);
}

void DialogHead::setSubject(const QString &subject)
{
    m_subject->setText(subject);
    m_subject->setVisible(!subject.isEmpty());
}

} // namespace chancery
