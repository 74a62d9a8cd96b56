// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profilestore.h"
#include "ui/dialogs/connectionsdialog.h"
#include "ui/theme/theme.h"

#include "tests/core/secrets/scriptedstore.h"
#include "tests/support/awaited.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace chancery::test {

inline constexpr const char *testKey = "test-key-8f21";

/// The one theme of a test program.
inline Theme &theme()
{
    static Theme *const made = [] {
        auto *fresh = new Theme(*qApp);
        fresh->setMotion(Motion::None);
        return fresh;
    }();
    return *made;
}

/// The dialog over a store of its own and a scripted keychain, handled by the names of its parts.
struct Desk
{
    Desk()
        : store(folder.filePath(QStringLiteral("profiles.json")))
        , keyring(keychain, session)
    {
        Q_UNUSED(store.load());
    }

    /// Puts a connection into the store.
    Profile add(const QString &name, const QString &base = QStringLiteral("http://127.0.0.1:9"))
    {
        Profile profile = makeProfile(name);
        profile.keyban.base = QUrl(base);
        profile.keyban.applicationId = QStringLiteral("7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10");
        profile.keyban.network = QStringLiteral("StarknetSepolia");
        Q_UNUSED(store.add(profile));
        return profile;
    }

    void open()
    {
        dialog = std::make_unique<ConnectionsDialog>(store, keyring);
        dialog->open();
    }

    /// Pictures in light and dark into the folder that CHANCERY_SHOTS names.
    void shoot(const char *name, QWidget *widget = nullptr) const
    {
        const QString shots = qEnvironmentVariable("CHANCERY_SHOTS");
        if (shots.isEmpty())
            return;
        QDir().mkpath(shots);
        for (const auto &[appearance, word] : {std::pair{Appearance::Dark, "dark"}, {Appearance::Light, "light"}}) {
            theme().setAppearance(appearance);
            whatWasPostedHasArrived();
            (widget ? widget : dialog.get())
                ->grab()
                .save(QStringLiteral("%1/connections-%2-%3@%4.png")
                          .arg(shots, QLatin1StringView(name), QLatin1StringView(word),
                               QString::number(dialog->devicePixelRatioF())));
        }
    }

    template <class T = QWidget>
    T *find(const char *name) const
    {
        T *found = dialog->findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    void click(const char *name) const { find<QPushButton>(name)->click(); }
    QLineEdit *field(const char *name) const { return find<QLineEdit>(name); }
    QComboBox *choice(const char *name) const { return find<QComboBox>(name); }
    void type(const char *name, const QString &text) const
    {
        field(name)->clear();
        QTest::keyClicks(field(name), text);
    }
    /// The words of the note below a field; empty when it is hidden.
    QString note(const char *name) const
    {
        const auto *note = find(name);
        return note->isHidden() ? QString() : note->accessibleName();
    }
    QStringList names() const
    {
        QStringList names;
        const auto *model = list()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            names += model->index(row, 0).data().toString();
        return names;
    }
    QAbstractItemView *list() const { return find<QAbstractItemView>("connectionsList"); }
    void go(int row) const { list()->setCurrentIndex(list()->model()->index(row, 0)); }
    QString current() const { return list()->currentIndex().data().toString(); }

    QTemporaryDir folder;
    ProfileStore store;
    ScriptedStore keychain;
    SessionStore session;
    Keyring keyring;
    std::unique_ptr<ConnectionsDialog> dialog;
};

} // namespace chancery::test
