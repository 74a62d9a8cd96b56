// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/profilestore.h"
#include "core/secrets/keyring.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;

namespace chancery {

class Banner;
class ConnectionForm;
class ConnectionTester;
class StatePill;
class TestView;

/// One connection: its fields, its danger, its test, and what is done with it.
class ConnectionEditor : public QWidget
{
    Q_OBJECT

public:
    /// Where a profile that is opened comes from.
    enum class Origin {
        Stored,
        Blank,  ///< new and empty: nothing is lost when it goes
        Filled, ///< new, but it holds something already
    };

    ConnectionEditor(ProfileStore &store, Keyring &keyring, QWidget *parent = nullptr);

    void open(const Profile &profile, Origin origin);
    /// What came with the profile; either may be empty.
    void offerKeys(Secret key, Secret clientSecret);
    /// No longer about any connection.
    void close();

    QUuid id() const { return m_id; }
    bool isNew() const { return m_origin != Origin::Stored; }
    bool isDirty() const;
    /// As the fields say.
    Profile profile() const;
    /// What stays visible below the page: test, save, use.
    QWidget *actions() const { return m_actions; }
    Banner &banner() { return *m_banner; }
    void focusName();

    /// Whether it is stored now; if not, the page says why.
    bool save();
    void saveAndUse();
    void abandonTest();

Q_SIGNALS:
    void changed();
    void saved(const QUuid &id);
    void chosen(const chancery::Profile &profile);

private:
    void layOut();
    void buildActions();
    void refresh();
    void takeOverStore();
    void keepKeys(const Profile &profile);
    void keepKey(const Profile &profile, Service service);
    void noteWhereKeyWent(const Profile &profile, Service service);
    void offerToRemoveOlder(const Profile &profile, Service service);
    void keepDialect(const Secret &key, keyban::Dialect dialect);
    void test();
    void showTestState();

    ProfileStore &m_store;
    Keyring &m_keyring;
    QUuid m_id;
    Origin m_origin = Origin::Blank;
    QLabel *m_title;
    StatePill *m_pill;
    QLabel *m_danger;
    Banner *m_banner;
    ConnectionForm *m_form;
    QScrollArea *m_scroll;
    ConnectionTester *m_tester;
    TestView *m_result;
    QWidget *m_actions;
    QPushButton *m_test;
    QPushButton *m_save;
    QPushButton *m_use;
};

} // namespace chancery
