// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/spec.h"
#include "ui/models/editsheet.h"

#include <QItemSelection>
#include <QKeySequence>
#include <QTimer>
#include <QWidget>

#include <memory>

class QAction;
class QLabel;
class QPushButton;
class QSpinBox;

namespace chancery {

class Banner;
class FindBar;
class GridEditing;
class GridModel;
class GridView;
class ImportSession;

/// The grid over a checked file, between check and run: findings are mended in place, the file is not touched.
class FixPage : public QWidget
{
    Q_OBJECT

public:
    explicit FixPage(ImportSession &session, QWidget *parent = nullptr);
    ~FixPage() override;

    /// Shows the file as it was checked. Precondition: the session has a report.
    void open();
    /// The same, at this line.
    void openAt(qint64 line);
    /// The same with these lines only, each with what was said of it: the rows of a run that did not land.
    void openOnly(const QHash<qint64, QString> &reasonByLine);

Q_SIGNALS:
    void doneWanted();

private:
    struct Wish
    {
        qint64 line = 0;
        QHash<qint64, QString> reasonByLine;
    };
    QWidget *createTools();
    QWidget *createFooter();
    struct ActionParts;
    QAction *makeAction(const ActionParts &parts);
    QPushButton *buttonFor(QAction &action, const QString &icon);
    void createActions();
    void changeOn(QAction &action, void (GridEditing::*change)(const QItemSelectionRange &));
    void connectAll();

    void load(const Wish &wish);
    void abandonChanges();
    void takeStore(const std::shared_ptr<const catalogue::RowStore> &store);
    void fulfil();
    void showLines(const QHash<qint64, QString> &reasonByLine);
    void showReport();
    void showCounts();
    void showCell();
    void sheetChanged();

    void filter(bool onlyFindings);
    bool hasFinding(qint64 record) const;
    void goToFinding(int step);
    void settleOnFinding();
    void goToLine(qint64 line);
    void goToRecord(qint64 record, int column);

    void count();
    void find(int step);
    void replaceAll();
    struct Wanted
    {
        catalogue::CellSearch search;
        QString by;
        catalogue::Edits edits;
    };
    struct Replaced;
    static Result<Replaced> replaced(const catalogue::RowStore &store, const Wanted &wanted,
                                     const std::stop_token &stop);
    void takeReplacement(const Replaced &replacement);

    void copy();
    void paste();
    void selectPasted(const QItemSelectionRange &pasted);
    bool mayChange();
    void refuseSoMany();
    QItemSelectionRange range() const;
    void chooseTarget();
    void save(const QString &file);

    ImportSession &m_session;
    EditSheet m_sheet;
    GridModel *m_model;
    std::unique_ptr<GridEditing> m_editing;
    Banner *m_banner;
    FindBar *m_find;
    GridView *m_grid;
    QLabel *m_message;
    QLabel *m_remedy;
    QLabel *m_counts;
    QSpinBox *m_line;
    QPushButton *m_onlyFindings;
    QPushButton *m_done;
    QAction *m_removeRows = nullptr;

    Wish m_wish;
    catalogue::ImportSpec m_shownSpec; ///< what the grid shows, without its edits
    catalogue::FileIdentity m_shownFile;
    qint64 m_leftOutAtFirst = 0;
    int m_seekStep = 0; ///< towards a finding in a row that is still being read
    QTimer m_countDelay;
    std::unique_ptr<QObject> m_opening;
    std::unique_ptr<QObject> m_searching;
    std::unique_ptr<QObject> m_replacing; ///< a search does not end a replacement
};

} // namespace chancery
