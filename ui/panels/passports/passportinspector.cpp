// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/passportinspector.h"

#include "ui/models/passportwords.h"
#include "ui/panels/passports/changenote.h"
#include "ui/panels/passports/dataform.h"
#include "ui/panels/passports/jsoneditor.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/texts.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Passport;

PassportInspector::PassportInspector(keyban::Dialect dialect, Access access, QWidget *parent)
    : QWidget(parent)
    , m_dialect(dialect)
    , m_access(access)
{
    build();
    showNothing();
}

void PassportInspector::showPassport(const Passport &passport)
{
    if (m_id != passport.id)
        leave();
    m_id = passport.id;
    const auto known = m_drafts.find(passport.id);
    const bool keepsEdits = known != m_drafts.end() && known->second.isChanged();
    if (!keepsEdits)
        m_drafts.insert_or_assign(passport.id, DataDraft(passport));
    m_stack->setCurrentIndex(1);
    showIdentity(passport);
    showCertificate(passport);
    showAccess(passport);
    load();
}

/// Edits stay; what was only looked at goes.
void PassportInspector::leave()
{
    m_banner->clear();
    m_form->setDraft(nullptr);
    m_json->setDraft(nullptr);
    const auto shown = m_drafts.find(m_id);
    if (shown != m_drafts.end() && !shown->second.isChanged())
        m_drafts.erase(shown);
    m_id.clear();
}

void PassportInspector::load()
{
    m_form->setDraft(currentDraft());
    m_json->setDraft(currentDraft());
    edited();
}

void PassportInspector::showNothing()
{
    leave();
    m_hint->setText(tr("Choose a passport to see its fields, its JSON and its certificate."));
    m_publishMany->setVisible(false);
    m_stack->setCurrentIndex(0);
}

void PassportInspector::showMany(qint64 selected, std::optional<qint64> drafts)
{
    showNothing();
    QString hint = tr("%1 passports are selected.").arg(numberText(selected));
    if (drafts > 0)
        hint +=
            u' ' + (drafts == 1 ? tr("1 of them is a draft.") : tr("%1 of them are drafts.").arg(numberText(*drafts)));
    m_hint->setText(hint);
    m_publishMany->setVisible(drafts != 0 && m_access == Access::Edit);
}

void PassportInspector::showIdentity(const Passport &passport)
{
    m_name->setText(passport.name);
    m_description->setText(passport.description);
    m_description->setVisible(!passport.description.isEmpty());
    const StateWords status = statusWords(passport.status);
    const StateWords certification =
        certificationWords(keyban::certificationOf(passport, m_dialect), QDateTime::currentDateTimeUtc());
    m_status->setState(status.tone, status.word);
    m_certification->setState(certification.tone, certification.word);

    QList<FieldList::Field> fields;
    const auto add = [&fields](const QString &name, const QString &value, const QString &key) {
        if (!value.isEmpty())
            fields.append({name, value, key});
    };
    add(tr("Model number"), passport.key.modelNumber, u"modelNumber"_s);
    add(tr("Batch number"), passport.key.batchNumber, u"batchNumber"_s);
    add(tr("Item number"), passport.key.itemNumber, u"itemNumber"_s);
    add(tr("Level"), levelName(passport.key.granularity), u"level"_s);
    add(tr("Network"), networkText(passport.network), u"network"_s);
    add(tr("Passport id"), passport.id, u"id"_s);
    add(tr("Application"), passport.application, u"application"_s);
    add(tr("Updated"), exactText(passport.updatedAt).section(u'\n', 0, 0), u"updated"_s);
    m_identity->setFields(fields);
}

void PassportInspector::showCertificate(const Passport &passport)
{
    const keyban::CertificationState state = keyban::certificationOf(passport, m_dialect);
    QList<FieldList::Field> fields;
    const auto add = [&fields](const QString &name, const QString &value, const QString &key) {
        if (!value.isEmpty())
            fields.append({name, value, key});
    };
    add(tr("State"), certificationWords(state, QDateTime::currentDateTimeUtc()).word, u"certification"_s);
    add(tr("The service's word"), state.word, u"certificationWord"_s);
    add(tr("Certified at"), exactText(passport.certifiedAt).section(u'\n', 0, 0), u"certifiedAt"_s);
    add(tr("Network"), networkText(passport.network), u"certificateNetwork"_s);
    add(tr("Token"), passport.tokenId, u"tokenId"_s);
    add(tr("IPFS address (CID)"), passport.ipfsCid, u"ipfsCid"_s);
    add(tr("Certificate address"), passport.certificateUri, u"certificateUri"_s);
    add(tr("Content hash"), passport.raw[u"contentHash"].toText(), u"contentHash"_s);
    add(tr("Last certificate hash"), passport.raw[u"lastCertificateHash"].toText(), u"lastCertificateHash"_s);
    m_certificate->setFields(fields);
}

void PassportInspector::showAccess(const Passport &passport)
{
    QString why;
    if (m_access == Access::ReadOnlyProfile)
        why = tr("This connection is read-only.");
    else if (m_access == Access::DialectUndecided)
        why = tr("Nothing can be changed until the dialect of this connection is chosen.");
    else if (!passport.editable)
        why = tr("This passport comes from a catalogue source; change it there.");
    m_accessNote->setText(why);
    m_accessNote->setVisible(!why.isEmpty());
    m_form->setReadOnly(!why.isEmpty());
    m_json->setReadOnly(!why.isEmpty());
    m_form->setCertifiable(keyban::certifies(passport.key, m_dialect));
}

void PassportInspector::edited()
{
    const DataDraft *shown = draft();
    if (!shown)
        return;
    m_note->show(*shown, m_dialect);
    m_discard->setEnabled(shown->isChanged());
    m_review->setEnabled(canSave());
    Q_EMIT unsavedChanged();
}

bool PassportInspector::canSave() const
{
    const DataDraft *shown = draft();
    return shown && shown->isValid() && shown->isChanged();
}

const DataDraft *PassportInspector::draft() const
{
    const auto found = m_drafts.find(m_id);
    return found == m_drafts.end() ? nullptr : &found->second;
}

DataDraft *PassportInspector::currentDraft()
{
    const auto found = m_drafts.find(m_id);
    return found == m_drafts.end() ? nullptr : &found->second;
}

QSet<QString> PassportInspector::unsaved() const
{
    QSet<QString> ids;
    for (const auto &[id, draft] : m_drafts) {
        if (draft.isChanged())
            ids.insert(id);
    }
    return ids;
}

void PassportInspector::discard()
{
    if (const DataDraft *shown = draft())
        settle(Passport(shown->base()));
}

void PassportInspector::settle(const Passport &now)
{
    if (m_id != now.id) {
        m_drafts.erase(now.id);
        Q_EMIT unsavedChanged();
        return;
    }
    m_drafts.insert_or_assign(now.id, DataDraft(now));
    showIdentity(now);
    showCertificate(now);
    load();
}

void PassportInspector::showFieldErrors(const Error &error)
{
    QMap<QString, QString> problems;
    for (const FieldError &field : error.fields) {
        QString path = field.path;
        if (path.startsWith(u"data."))
            path.remove(0, 5);
        problems.insert(path, field.message.isEmpty() ? field.code : field.message);
    }
    m_form->setServerProblems(problems);
}

} // namespace chancery
