// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/accessibility.h"

#include "ui/widgets/lanebar.h"

#include <QAccessibleWidget>

using namespace Qt::StringLiterals;

namespace chancery {

namespace {

class LaneBarAccessible : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit LaneBarAccessible(LaneBar *bar)
        : QAccessibleWidget(bar, QAccessible::ProgressBar)
    {}

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QVariant currentValue() const override { return lanes().completed + lanes().failed; }
    QVariant minimumValue() const override { return 0; }
    QVariant maximumValue() const override { return lanes().total(); }
    QVariant minimumStepSize() const override { return 1; }
    void setCurrentValue(const QVariant &) override {}

private:
    const Lanes &lanes() const { return static_cast<const LaneBar *>(object())->lanes(); }
};

QAccessibleInterface *roleFor(const QString &className, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget)
        return nullptr;
    if (className == "chancery::LaneBar"_L1)
        return new LaneBarAccessible(static_cast<LaneBar *>(widget));
    if (className == "chancery::Banner"_L1)
        return new QAccessibleWidget(widget, QAccessible::AlertMessage);
    if (className == "chancery::Card"_L1 || className == "chancery::EnvironmentStrip"_L1)
        return new QAccessibleWidget(widget, QAccessible::Grouping);
    return nullptr;
}

} // namespace

void registerAccessibleRoles()
{
    static const bool done = (QAccessible::installFactory(roleFor), true);
    Q_UNUSED(done)
}

} // namespace chancery
