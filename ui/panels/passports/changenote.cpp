// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/changenote.h"

#include "ui/models/changewords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLines = 5;

} // namespace

ChangeNote::ChangeNote(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_lines(new QGridLayout)
    , m_statement(new QLabel(this))
{
    setObjectName(u"changeNote"_s);
    m_title->setObjectName(u"changeNoteTitle"_s);
    m_statement->setObjectName(u"changeNoteStatement"_s);
    setType(*m_title, Type::BodyStrong);
    setType(*m_statement, Type::Secondary);
    m_statement->setWordWrap(true);
    m_lines->setHorizontalSpacing(space::small);
    m_lines->setVerticalSpacing(space::tiny);
    m_lines->setColumnStretch(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    column->setSpacing(space::small);
    column->addWidget(m_title);
    column->addLayout(m_lines);
    column->addWidget(m_statement);
    setVisible(false);
}

void ChangeNote::show(const DataDraft &draft, keyban::Dialect dialect)
{
    setVisible(draft.isChanged());
    if (!draft.isChanged())
        return;
    const keyban::ChangeForecast forecast = keyban::forecast(draft.base(), draft.patch(), dialect);
    clearLines();
    m_title->setText(changeCount(forecast) > 0 ? changeCountText(changeCount(forecast)) : tr("Not saved"));
    for (const keyban::FieldChange &change : forecast.changes.first(qMin(forecast.changes.size(), mostLines)))
        addLine(change.path.isEmpty() ? tr("data") : change.path, changeText(change),
                change.certified ? tr("certified") : tr("not certified"));
    if (forecast.changes.size() > mostLines)
        addLine({}, tr("and %1 more").arg(forecast.changes.size() - mostLines), {});
    for (const QString &path : forecast.pathsAdded)
        addLine(path, tr("is certified from now on"), {});
    for (const QString &path : forecast.pathsRemoved)
        addLine(path, tr("is certified no longer"), {});
    QStringList statement{certificateText(draft.base(), forecast, dialect)};
    if (!draft.isValid())
        statement = QStringList{tr("Something typed is not valid yet, so it cannot be saved.")};
    else if (forecast.everythingCertified && !forecast.pathsRemoved.isEmpty())
        statement << tr("No path is left, so the whole of the data is certified.");
    m_statement->setText(statement.join(u' '));
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_statement->text());
}

void ChangeNote::addLine(const QString &name, const QString &what, const QString &remark)
{
    const int line = m_lines->rowCount();
    const QList<std::pair<QString, int>> cells{{name, 0}, {what, 1}, {remark, 2}};
    for (const auto &[text, column] : cells) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(column == 1);
        setType(*label, column == 2 ? Type::Secondary : Type::Body);
        m_lines->addWidget(label, line, column, Qt::AlignTop);
    }
}

void ChangeNote::clearLines()
{
    while (QLayoutItem *item = m_lines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ChangeNote::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint(Token::Attention, palette()));
    painter.drawRoundedRect(rect(), size::cardCorner, size::cardCorner);
}

} // namespace chancery
