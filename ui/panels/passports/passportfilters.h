// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/query.h"

#include <QSet>
#include <QWidget>

class QSettings;
class QPushButton;

namespace chancery {

class FilterChip;
class SearchField;

/// What the list is narrowed by: a search in one of four fields, and a choice for each of four members.
class PassportFilters : public QWidget
{
    Q_OBJECT

public:
    explicit PassportFilters(QWidget *parent = nullptr);

    QList<keyban::Filter> filters() const;
    bool isEmpty() const { return filters().isEmpty(); }
    /// What is sought, and where.
    QString searchText() const;
    keyban::FilterField searchField() const;
    /// Looks for the same text elsewhere.
    void searchIn(keyban::FilterField field);
    void clear();
    void focusSearch();
    /// Words that rows show and no chip offers yet.
    void learn(const QList<keyban::Passport> &rows);

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
    FilterChip *m_scope;
    FilterChip *m_status;
    FilterChip *m_level;
    FilterChip *m_certification;
    FilterChip *m_network;
    QPushButton *m_tree;
    QSet<QString> m_knownStatus;
    QSet<QString> m_knownNetworks;
};

} // namespace chancery
