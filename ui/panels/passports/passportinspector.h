// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/datadraft.h"

#include <QSet>
#include <QWidget>

#include <map>
#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace chancery {

class Banner;
class ChangeNote;
class DataForm;
class FieldList;
class JsonEditor;
class StatePill;

/// One passport: who it is, its data as a form and as JSON, its certificate, and what was edited but not saved. Edits
/// are kept by passport for as long as the window is open.
class PassportInspector : public QWidget
{
    Q_OBJECT

public:
    /// Why nothing can be changed here, or nothing of the kind.
    enum class Access { Edit, ReadOnlyProfile, DialectUndecided };

    PassportInspector(keyban::Dialect dialect, Access access, QWidget *parent = nullptr);

    /// A passport without edits is shown as it is now; one with edits keeps them, on the version they began with.
    void showPassport(const keyban::Passport &passport);
    void showNothing();
    void showMany(qint64 selected, std::optional<qint64> drafts);
    QString shownId() const { return m_id; }

    const DataDraft *draft() const;
    QSet<QString> unsaved() const;
    /// Drops the edits of the passport on show.
    void discard();
    /// The passport was saved, or its edit was given up: it is now this.
    void settle(const keyban::Passport &now);
    bool canSave() const;
    /// What the service said about fields.
    void showFieldErrors(const Error &error);
    Banner &banner() { return *m_banner; }

Q_SIGNALS:
    void reviewWanted();
    void publishWanted();
    /// The set of passports with edits has changed.
    void unsavedChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    QWidget *buildHeader();
    QWidget *buildFieldsPage();
    QWidget *buildCertificatePage();
    QWidget *buildButtons();
    void load();
    void showIdentity(const keyban::Passport &passport);
    void showCertificate(const keyban::Passport &passport);
    void showAccess(const keyban::Passport &passport);
    void edited();
    DataDraft *currentDraft();
    void leave();

    const keyban::Dialect m_dialect;
    const Access m_access;
    /// By passport; the one on show and those with edits. The editors hold a pointer into it.
    std::map<QString, DataDraft> m_drafts;
    QString m_id;

    QStackedWidget *m_stack;
    QLabel *m_hint;
    QPushButton *m_publishMany;
    QLabel *m_name;
    QLabel *m_description;
    StatePill *m_status;
    StatePill *m_certification;
    Banner *m_banner;
    QTabWidget *m_tabs;
    QLabel *m_accessNote;
    FieldList *m_identity;
    DataForm *m_form;
    JsonEditor *m_json;
    FieldList *m_certificate;
    ChangeNote *m_note;
    QPushButton *m_discard;
    QPushButton *m_review;
};

} // namespace chancery
