// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/keptwidths.h"

#include "ui/widgets/columnfitter.h"
#include "ui/widgets/splitter.h"
#include "ui/widgets/tableview.h"

#include <QHeaderView>
#include <QSettings>

#include <algorithm>

namespace chancery {

namespace {

/// Those that can be told apart.
template <class Widget>
QList<Widget *> named(const QWidget &root)
{
    const QList<Widget *> all = root.findChildren<Widget *>();
    QList<Widget *> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), [&all](const Widget *one) {
        const auto isSame = [one](const Widget *other) { return other->objectName() == one->objectName(); };
        return !one->objectName().isEmpty() && std::count_if(all.begin(), all.end(), isSame) == 1;
    });
    return found;
}

QString keyOf(const QString &group, const QWidget &widget)
{
    return group + u'/' + widget.objectName();
}

template <class View>
void keepColumns(View *view, QSettings &settings, const QString &key)
{
    view->restoreLayout(settings.value(key).toByteArray());
    // Queued, as a header tells of a column that is hidden before it notes so.
    const auto keep = [view, &settings, key] { settings.setValue(key, view->saveLayout()); };
    QObject::connect(view->template findChild<ColumnFitter *>(), &ColumnFitter::arranged, view, keep,
                     Qt::QueuedConnection);
}

} // namespace

void keepWidths(const QWidget &root, QSettings &settings, const QString &group)
{
    for (Splitter *splitter : named<Splitter>(root)) {
        const QString key = keyOf(group, *splitter);
        splitter->restoreState(settings.value(key).toByteArray());
        QObject::connect(splitter, &QSplitter::splitterMoved, splitter,
                         [splitter, &settings, key] { settings.setValue(key, splitter->saveState()); });
    }
    for (TableView *table : named<TableView>(root)) {
        if (!table->horizontalHeader()->isHidden())
            keepColumns(table, settings, keyOf(group, *table));
    }
    for (TreeView *tree : named<TreeView>(root)) {
        if (!tree->isHeaderHidden())
            keepColumns(tree, settings, keyOf(group, *tree));
    }
}

} // namespace chancery
