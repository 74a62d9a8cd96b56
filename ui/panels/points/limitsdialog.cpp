// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/points/limitsdialog.h"

#include "core/keyban/loyalty.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/widgets/form.h"
#include "ui/words/errortext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr int usualWidth = 540;

QString textOf(qint64 limit)
{
    return limit > 0 ? QString::number(limit) : QString();
}

} // namespace

LimitsDialog::LimitsDialog(const MintLimits &known, const DialogPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_action(new QLineEdit(textOf(known.action), this))
    , m_accountDay(new QLineEdit(textOf(known.accountDay), this))
    , m_operatorDay(new QLineEdit(textOf(known.operatorDay), this))
    , m_profileDay(new QLineEdit(textOf(known.profileDay), this))
    , m_problem(new QLabel(this))
    , m_save(new QPushButton(tr("&Save"), this))
{
    setObjectName(u"limitsDialog"_s);
    setWindowTitle(tr("Limits of points"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut(place);
    for (QLineEdit *field : {m_action, m_accountDay, m_operatorDay, m_profileDay}) {
        field->setPlaceholderText(tr("No limit"));
        connect(field, &QLineEdit::textChanged, this, &LimitsDialog::refresh);
    }
    refresh();
}

void LimitsDialog::layOut(const DialogPlace &place)
{
    m_action->setObjectName(u"limitAction"_s);
    m_accountDay->setObjectName(u"limitAccountDay"_s);
    m_operatorDay->setObjectName(u"limitOperatorDay"_s);
    m_profileDay->setObjectName(u"limitProfileDay"_s);
    m_problem->setObjectName(u"limitProblem"_s);
    m_problem->setWordWrap(true);
    setType(*m_problem, Type::Secondary);
    auto *words = new QLabel(tr("Over a limit nothing is sent. What may have been minted counts as well as what was. A "
                                "day begins at midnight UTC. Changes stand in the audit log with your name."),
                             this);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    auto *form = new Form;
    form->addField(tr("Points a &mint"), m_action);
    form->addField(tr("A day and &account"), m_accountDay);
    form->addField(tr("A day and &operator"), m_operatorDay);
    form->addField(tr("A day of this co&nnection"), m_profileDay);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(new DialogHead(windowTitle(), place, this));
    column->addWidget(words);
    column->addLayout(form);
    column->addWidget(buildButtons());
    setMinimumWidth(usualWidth);
    m_action->setFocus();
}

QWidget *LimitsDialog::buildButtons()
{
    auto *buttons = new QWidget(this);
    auto *back = new QPushButton(tr("Cancel"), buttons);
    back->setObjectName(u"limitsCancel"_s);
    back->setAutoDefault(false);
    m_save->setObjectName(u"limitsSave"_s);
    m_save->setAccessibleName(tr("Save"));
    m_save->setDefault(true);
    setButtonKind(*m_save, ButtonKind::Primary);
    connect(back, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &QDialog::accept);
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    row->addWidget(m_problem, 1);
    row->addWidget(back);
    row->addWidget(m_save);
    return buttons;
}

Result<qint64> LimitsDialog::limitOf(const QLineEdit &field)
{
    const QString text = field.text().trimmed();
    if (text.isEmpty() || text == u"0")
        return qint64(0);
    return keyban::parsePoints(text);
}

Result<MintLimits> LimitsDialog::limits() const
{
    MintLimits limits;
    const QList<std::pair<const QLineEdit *, qint64 *>> fields = {{m_action, &limits.action},
                                                                  {m_accountDay, &limits.accountDay},
                                                                  {m_operatorDay, &limits.operatorDay},
                                                                  {m_profileDay, &limits.profileDay}};
    for (const auto &[field, target] : fields) {
        const auto limit = limitOf(*field);
        if (!limit)
            return limit.error();
        *target = *limit;
    }
    return limits;
}

void LimitsDialog::refresh()
{
    const auto typed = limits();
    m_save->setEnabled(typed.ok());
    m_problem->setText(typed ? QString() : describe(typed.error()).headline);
}

} // namespace chancery
