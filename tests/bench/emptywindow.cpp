// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The yardstick of tests/bench/startup: what any Qt program with a menu, a dock, a table and a status bar pays.
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QStatusBar>
#include <QTableWidget>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.menuBar()->addMenu(u"File"_s)->addAction(u"Quit"_s);
    auto *dock = new QDockWidget(u"Dock"_s, &window);
    dock->setWidget(new QWidget);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    window.setCentralWidget(new QTableWidget(20, 6));
    window.statusBar()->showMessage(u"Ready"_s);
    window.resize(1200, 800);
    window.show();
    return QApplication::exec();
}
