// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/core/runs/runbench.h"
#include "ui/models/gridmodel.h"
#include "ui/panels/imports/fixpage.h"
#include "ui/panels/imports/gridview.h"
#include "ui/panels/imports/importsession.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

namespace chancery::test {

/// The grid by its object names and keys, over real files; no service is asked.
class FixBench
{
protected:
    void start();
    void end();
    template <class T>
    T *widget(const char *name) const
    {
        return m_page->findChild<T *>(QString::fromLatin1(name));
    }
    void open(const QByteArray &csv);
    void trigger(const char *action) { widget<QAction>(action)->trigger(); }
    void type(int row, int column, const QString &text);
    void select(int top, int left, int bottom, int right);
    QString cell(int row, int column) const { return m_model->index(row, column).data(Qt::EditRole).toString(); }
    bool isMarked(int row, int column) const { return m_model->index(row, column).data(GridSeverityRole).isValid(); }
    bool isChecked() const { return m_session->isReportCurrent() && !m_session->isChecking(); }

    QNetworkAccessManager m_network;
    std::unique_ptr<RunBench> m_bench;
    std::unique_ptr<catalogue::TemplateStore> m_templates;
    std::unique_ptr<ImportSession> m_session;
    std::unique_ptr<FixPage> m_page;
    GridView *m_grid = nullptr;
    GridModel *m_model = nullptr;
};

inline void FixBench::start()
{
    m_bench = std::make_unique<RunBench>(m_network, QUrl(QStringLiteral("http://127.0.0.1:9")),
                                         QStringLiteral("test-application"), "test-key");
    m_templates =
        std::make_unique<catalogue::TemplateStore>(m_bench->folder.filePath(QStringLiteral("templates.json")));
    QVERIFY(m_templates->load().ok());
    m_session = std::make_unique<ImportSession>(m_bench->client, m_bench->ledger, *m_templates, ImportsPanelFacts{});
    m_page = std::make_unique<FixPage>(*m_session);
    m_page->resize(1000, 700);
    m_page->show();
    m_grid = widget<GridView>("fixGrid");
    m_model = m_page->findChild<GridModel *>();
    new QAbstractItemModelTester(m_model, QAbstractItemModelTester::FailureReportingMode::QtTest, m_model);
}

inline void FixBench::end()
{
    m_page.reset();
    m_session.reset();
    m_bench.reset();
}

inline void FixBench::open(const QByteArray &csv)
{
    const QString path = m_bench->folder.filePath(QStringLiteral("file.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(csv);
    file.close();
    QSignalSpy previewed(m_session.get(), &ImportSession::previewed);
    m_session->open(path);
    QTRY_COMPARE(previewed.size(), 1);
    QSignalSpy checked(m_session.get(), &ImportSession::checked);
    m_session->check();
    QTRY_COMPARE(checked.size(), 1);
    m_page->open();
    QTRY_VERIFY(m_model->rowCount() > 0);
    QTRY_VERIFY(m_model->row(0) != nullptr);
}

inline void FixBench::type(int row, int column, const QString &text)
{
    m_grid->goTo(row, column);
    m_grid->edit(m_model->index(row, column));
    auto *editor = m_grid->findChild<QLineEdit *>(QStringLiteral("cellEditor"));
    QVERIFY(editor);
    editor->setText(text);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(cell(row, column), text);
}

inline void FixBench::select(int top, int left, int bottom, int right)
{
    m_grid->goTo(top, left);
    m_grid->selectionModel()->select(QItemSelection(m_model->index(top, left), m_model->index(bottom, right)),
                                     QItemSelectionModel::ClearAndSelect);
}

} // namespace chancery::test
