// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorfinder.h"

#include <QSet>
#include <QWidget>

class QSettings;
class QPushButton;

namespace chancery {

class FilterChip;
class SearchField;

/// What the list is narrowed by: a search in everything, and a choice for each of four members.
class PassportFilters : public QWidget
{
    Q_OBJECT

public:
    explicit PassportFilters(QWidget *parent = nullptr);

    /// Text and filters, without an order.
    MirrorQuery query() const;
    void clear();
    void focusSearch();
    /// Words that rows show and no chip offers yet.
    void learn(const MirrorWords &words);

    bool showsTree() const;
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

Q_SIGNALS:
    void changed();
    void treeChanged();

private:
    void buildChips();
    void fillOptions();
    QList<FilterChip *> chips() const;

    SearchField *m_search;
    FilterChip *m_status;
    FilterChip *m_level;
    FilterChip *m_certification;
    FilterChip *m_network;
    QPushButton *m_tree;
    QSet<QString> m_knownStatus;
    QSet<QString> m_knownNetworks;
};

} // namespace chancery
