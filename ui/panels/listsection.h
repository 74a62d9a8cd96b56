// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"
#include "ui/models/recordsmodel.h"
#include "ui/panels/panel.h"
#include "ui/theme/style.h"
#include "ui/widgets/actiongate.h"
#include "ui/widgets/emptystate.h"

#include <algorithm>
#include <functional>
#include <memory>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace chancery {

class Banner;
class BusyBar;
class Splitter;
class TableView;

/// A section of records with the chosen one beside them: skeleton rows at first, a banner for what failed, an empty
/// state, and a refresh that keeps the choice. It asks for its records when it is first seen.
class ListSection : public Panel
{
    Q_OBJECT

public:
    struct Facts
    {
        QString key; ///< of the object names: "templatesTable", "templatesBanner", …
        QString title;
        QString iconName;
        QStringList columns;
        int stretchColumn = 0;
        EmptyState::Content empty;
    };

    explicit ListSection(Facts facts, QWidget *parent = nullptr);
    ~ListSection() override;

    QString title() const override { return m_facts.title; }
    QString iconName() const override { return m_facts.iconName; }
    void refresh() override;

protected:
    /// Asks for the records; ends with showRecords() or fail(), in the context of `work()`.
    virtual void load() = 0;
    /// Another record is chosen, or the same has changed; an empty id for none.
    virtual void showCurrent(const QString &id) = 0;

    /// A button in the row above the records for something that changes them.
    QPushButton *addAction(const QString &name, const QString &text, ButtonKind kind = ButtonKind::Default);
    /// The same for something that only asks: it stays on when the service forbids the section.
    QPushButton *addQuestion(const QString &name, const QString &text, ButtonKind kind = ButtonKind::Default);
    using QWidget::addAction;
    /// Something to narrow the records down with, before the actions of that row.
    void addTool(QWidget *tool);
    /// Something above that row that stays when the records are read anew; the banner doesn't.
    void addNotice(QWidget *notice);
    /// What stands beside the records, or below them; taken over. The share is the records', of a hundred.
    void setDetail(QWidget *detail, int share = 40, Qt::Orientation orientation = Qt::Horizontal);
    /// What beside the records changes them: off while the service forbids the section. All else stays readable.
    void guardActions(const QList<QWidget *> &actions) { m_gate.guard(actions); }
    TableView *table() const { return m_table; }
    Banner *banner() const { return m_banner; }
    EmptyState *emptyState() const { return m_empty; }
    QString currentId() const;
    void choose(const QString &id);
    /// The same with the next records that come.
    void chooseOnceListed(const QString &id) { m_wanted = id; }
    /// What follows once the next records are shown; dropped when they can't be had.
    void afterLoad(std::function<void()> then) { m_afterLoad = std::move(then); }
    /// Lists anew after something failed of which nobody knows what it did, and then tells it.
    void failAndReload(const Error &error);

    void showRecords(const QList<Record> &records, const QString &summary);
    /// Others of those that were read, or the same as they are by now: nothing was asked, so what the banner says
    /// stays, and the chosen one is not shown anew.
    void arrangeRecords(const QList<Record> &records, const QString &summary);
    /// A listing that failed; the records stay, and the banner offers to try again. Where the service has forbidden it
    /// (403), the actions are off until it answers again.
    void fail(const Error &error);
    void setBusy(bool busy);
    /// Ends with the next refresh, so that only the newest answer counts.
    QObject *work() const { return m_work.get(); }

    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void currentChanged();
    void start();
    QPushButton *makeButton(const QString &name, const QString &text, ButtonKind kind);
    void tell(const Error &error);
    void allow();
    void forbid(const Error &error);

    const Facts m_facts;
    RecordsModel *m_model;
    TableView *m_table;
    Banner *m_banner;
    BusyBar *m_busy;
    EmptyState *m_empty;
    QLabel *m_summary;
    QHBoxLayout *m_tools;
    QWidget *m_actions;
    QStackedWidget *m_stack;
    QWidget *m_skeleton;
    Splitter *m_splitter;
    ActionGate m_gate; ///< of the actions beside the records
    std::unique_ptr<QObject> m_work;
    int m_busyCount = 0;
    bool m_isLoading = false;
    bool m_hasLoaded = false;
    QString m_wanted; ///< to be chosen once it is listed
    std::function<void()> m_afterLoad;
};

/// The record of a list with this id; null where there is none.
template <class T>
const T *findById(const QList<T> &records, const QString &id)
{
    const auto found = std::find_if(records.cbegin(), records.cend(), [&](const T &record) { return record.id == id; });
    return found == records.cend() ? nullptr : &*found;
}

} // namespace chancery
