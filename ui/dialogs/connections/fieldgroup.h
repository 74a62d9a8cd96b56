// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/profiles/problems.h"

#include <QMap>
#include <QObject>

class QLabel;
class QWidget;

namespace chancery {

class FieldGrid;
class FieldNote;

/// A part of a connection's form with a record of its own.
class FieldGroup : public QObject
{
    Q_OBJECT

public:
    /// Its widgets become children of `form`, which they go with.
    explicit FieldGroup(QWidget *form);

    virtual void addTo(FieldGrid &grid) = 0;
    virtual void fill(const Profile &profile) = 0;
    /// Puts what the fields say into `now`, which is a copy of `loaded`.
    virtual void read(Profile &now, const Profile &loaded) const = 0;
    /// Whether the profile has this part at all.
    virtual bool isIn(const Profile &profile) const = 0;
    /// What the fields as they are now, and before, give reason to say.
    virtual void remark(const Profile &before, const Profile &now) = 0;
    /// Where its fields may be folded away.
    virtual void setOpen(bool) {}
    /// Whether it is too early to speak of this field: somebody is still in it.
    virtual bool isBusy(ProfileField what) const;

    const QMap<ProfileField, QWidget *> &fields() const { return m_fields; }
    const QMap<ProfileField, FieldNote *> &notes() const { return m_notes; }

Q_SIGNALS:
    void changed();
    /// Somebody is done with this field.
    void left(chancery::ProfileField what);

protected:
    QWidget *form() const { return m_form; }
    /// Adds a field with its note below and returns its label.
    QLabel *addField(FieldGrid &grid, const QString &label, QWidget *field, ProfileField what);
    /// Adds a note that stands away from its field.
    void addNote(FieldGrid &grid, const QString &objectName, QWidget *field, ProfileField what);

private:
    QWidget *m_form;
    QMap<ProfileField, QWidget *> m_fields;
    QMap<ProfileField, FieldNote *> m_notes;
};

} // namespace chancery
