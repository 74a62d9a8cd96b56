// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/fakecatalogue.h"
#include "tests/support/testconnection.h"
#include "ui/panels/passports/passportspanel.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace chancery::test {

/// The panel over a scripted service, used as a person does: by what is on the screen.
class PanelBench : public QObject
{
    Q_OBJECT

protected:
    void begin();
    void end();
    /// Published, certified models `m0`, `m1`, … with a certified gtin and a material.
    void fill(int models);
    /// Everything that the panel works with, and the panel.
    void build(GuardLevel guard = GuardLevel::Normal);
    /// Waits until everything is on show.
    void show(GuardLevel guard = GuardLevel::Normal);
    template <class T>
    T *find(const QString &name, QWidget *in = nullptr)
    {
        return (in ? in : m_panel.get())->template findChild<T *>(name);
    }
    QAbstractItemView *table() { return find<QAbstractItemView>(QStringLiteral("passportsTable")); }
    int rows() { return table()->model()->rowCount(); }
    void select(int row);
    void type(const QString &field, const QString &text, QWidget *in = nullptr);
    /// Waits until the button can be clicked.
    void click(const QString &name, QWidget *in = nullptr);
    QDialog *dialog(const QString &name) { return m_panel->findChild<QDialog *>(name); }
    QString text(const QString &label, QWidget *in = nullptr) { return find<QLabel>(label, in)->text(); }
    /// How many requests of this method the service has seen.
    qsizetype calls(const QByteArray &method) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ScriptedNetwork> m_network;
    std::unique_ptr<FakeCatalogue> m_catalogue;
    std::unique_ptr<TestConnection> m_connection;
    std::unique_ptr<keyban::Client> m_client;
    std::unique_ptr<Mirror> m_mirror;
    std::unique_ptr<MirrorSync> m_sync;
    std::unique_ptr<PassportsPanel> m_panel;
    Gatekeeper *m_keeper = nullptr; ///< for the panel that is built next

private:
    std::unique_ptr<Theme> m_theme;
};

} // namespace chancery::test
