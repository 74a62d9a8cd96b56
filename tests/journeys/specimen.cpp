// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A small window to try the journeys' harness on: each kind of widget that desk.py knows how to use.

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

template <class T>
T *named(T *widget, const QString &name)
{
    widget->setAccessibleName(name);
    return widget;
}

QTableWidget *makeTable(QWidget *parent)
{
    auto *table = named(new QTableWidget(3, 2, parent), u"Fruit"_s);
    table->setHorizontalHeaderLabels({u"Name"_s, u"Count"_s});
    const QStringList fruit{u"Apple"_s, u"Pear"_s, u"Plum"_s};
    for (int row = 0; row < 3; ++row) {
        table->setItem(row, 0, new QTableWidgetItem(fruit.at(row)));
        table->setItem(row, 1, new QTableWidgetItem(QString::number(row)));
    }
    return table;
}

} // namespace

int main(int argc, char *argv[])
{
    const QApplication app(argc, argv);
    QWidget window;
    window.setWindowTitle(u"Specimen"_s);
    auto *layout = new QVBoxLayout(&window);
    auto *field = named(new QLineEdit(&window), u"Search"_s);
    auto *echo = new QLabel(u"Nothing yet"_s, &window);
    auto *button = new QPushButton(u"Copy later"_s, &window);
    auto *armed = new QCheckBox(u"Armed"_s, &window);
    auto *table = makeTable(&window);
    for (QWidget *widget : {static_cast<QWidget *>(field), static_cast<QWidget *>(echo), static_cast<QWidget *>(button),
                            static_cast<QWidget *>(armed), static_cast<QWidget *>(table)}) {
        layout->addWidget(widget);
    }
    button->setEnabled(false);
    QObject::connect(armed, &QCheckBox::toggled, button, &QWidget::setEnabled);
    QObject::connect(button, &QPushButton::clicked, echo,
                     [=] { QTimer::singleShot(300ms, echo, [=] { echo->setText(field->text()); }); });
    QObject::connect(field, &QLineEdit::returnPressed, echo, [=] { echo->setText(u"Entered"_s); });
    QObject::connect(table, &QTableWidget::cellClicked, echo,
                     [=](int row) { echo->setText(table->item(row, 0)->text()); });
    window.show();
    return QApplication::exec();
}
