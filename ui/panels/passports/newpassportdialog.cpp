// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/passports/newpassportdialog.h"

#include "ui/models/passportwords.h"
#include "ui/panels/passports/dataform.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/busybar.h"
#include "ui/widgets/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>

// What the dialog does; where its parts are is in newpassportlayout.cpp.

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Granularity;
using keyban::Passport;

namespace {

void showProblem(QLabel &label, const QString &words)
{
    QPalette ink = label.palette();
    ink.setColor(QPalette::WindowText, color(Token::Bad, label.palette()));
    label.setPalette(ink);
    label.setText(words);
    label.setVisible(true);
}

/// An empty passport, for the form to write its data on.
Passport blank()
{
    Passport passport;
    passport.data = json::Value::object();
    return passport;
}

} // namespace

NewPassportDialog::NewPassportDialog(keyban::Client &client, const DialogPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_data(blank())
{
    setObjectName(u"newPassportDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("New passport"));
    build(place);
    m_form->setDraft(&m_data);
    connectParts();
    refresh();
}

NewPassportDialog::~NewPassportDialog()
{
    m_form->setDraft(nullptr);
}

void NewPassportDialog::connectParts()
{
    for (QLineEdit *field : {m_model, m_batch, m_item, m_name, m_description})
        connect(field, &QLineEdit::textChanged, this, &NewPassportDialog::refresh);
    connect(m_level, &QComboBox::currentIndexChanged, this, &NewPassportDialog::refresh);
    connect(m_network, &QComboBox::currentTextChanged, this, &NewPassportDialog::refresh);
    connect(m_form, &DataForm::edited, this, &NewPassportDialog::refresh);
    connect(m_published, &QRadioButton::toggled, this, [this] {
        m_sure->setChecked(false);
        refresh();
    });
    connect(m_sure, &QCheckBox::toggled, this, &NewPassportDialog::refresh);
    connect(m_create, &QPushButton::clicked, this, &NewPassportDialog::create);
    connect(m_cancel, &QPushButton::clicked, this, &NewPassportDialog::reject);
}

keyban::PassportDraft NewPassportDialog::draft() const
{
    keyban::PassportDraft draft;
    draft.granularity = Granularity(m_level->currentData().toInt());
    draft.application = m_client.settings().applicationId;
    draft.network = m_network->currentText().trimmed();
    draft.modelNumber = m_model->text().trimmed();
    if (draft.granularity != Granularity::Model)
        draft.batchNumber = m_batch->text().trimmed();
    if (draft.granularity == Granularity::Item)
        draft.itemNumber = m_item->text().trimmed();
    draft.name = m_name->text().trimmed();
    draft.description = m_description->text().trimmed();
    if (m_data.data() != json::Value::object())
        draft.data = m_data.data();
    if (!m_data.certifiedPaths().isEmpty())
        draft.certifiedPaths = m_data.certifiedPaths();
    draft.published = m_published->isChecked();
    return draft;
}

/// The first thing that stands in the way, as a sentence; empty when it can be created.
QString NewPassportDialog::missing() const
{
    const keyban::PassportDraft wanted = draft();
    if (wanted.modelNumber.isEmpty() && wanted.granularity != Granularity::Item)
        return tr("The model number is missing.");
    if (wanted.granularity == Granularity::Batch && wanted.batchNumber.isEmpty())
        return tr("The batch number is missing.");
    if (wanted.granularity == Granularity::Item && wanted.itemNumber.isEmpty())
        return tr("The item number is missing.");
    if (wanted.network.isEmpty())
        return tr("The network is missing.");
    if (!m_data.isValid())
        return tr("A field holds something that is not valid yet.");
    if (wanted.published && !m_sure->isChecked())
        return tr("Confirm that publishing can't be undone.");
    return {};
}

void NewPassportDialog::refresh()
{
    const keyban::PassportDraft wanted = draft();
    m_batch->setEnabled(wanted.granularity != Granularity::Model);
    m_item->setEnabled(wanted.granularity == Granularity::Item);
    m_sure->setVisible(wanted.published);
    const json::Value body = keyban::encodeDraft(wanted, m_client.settings().dialect);
    m_preview->setPlainText(QString::fromUtf8(json::write(body, json::Layout::Indented)));
    const QString obstacle = missing();
    m_missing->setText(obstacle);
    m_create->setEnabled(obstacle.isEmpty() && !m_isCreating);
    m_create->setText(wanted.published ? tr("Create and publish") : tr("Create draft"));
    m_form->setCertifiable(keyban::certifies(keyOf(wanted), m_client.settings().dialect));
}

void NewPassportDialog::create()
{
    m_isCreating = true;
    m_banner->clear();
    m_busy->start();
    m_cancel->setEnabled(false);
    m_form->setServerProblems({});
    for (QLabel *label : findChildren<QLabel *>(QRegularExpression(u"^problem\\."_s)))
        label->setVisible(false);
    refresh();
    m_creation = std::make_unique<PassportCreation>(m_client, draft());
    connect(m_creation.get(), &PassportCreation::ended, this, &NewPassportDialog::showEnd);
    m_creation->start();
}

void NewPassportDialog::showEnd(const CreationEnd &end)
{
    m_isCreating = false;
    m_busy->stop();
    m_cancel->setEnabled(true);
    refresh();
    if (end.outcome == RowOutcome::Done && !end.answerLost) {
        Q_EMIT created(*end.passport);
        accept();
    } else if (end.duplicate) {
        showDuplicate(end);
    } else if (end.answerLost) {
        showUnknown(end);
    } else if (end.error) {
        m_banner->showError(*end.error);
        showFieldErrors(*end.error);
    }
}

void NewPassportDialog::showDuplicate(const CreationEnd &end)
{
    m_banner->showContent(
        {.tone = Tone::Attention,
         .headline = tr("There is a passport with these numbers already: %1.").arg(end.passport->name),
         .serverWords = end.error ? end.error->detail : QString(),
         .remedy = tr("Nothing was created. Open it, or change the numbers."),
         .details = {}});
    QPushButton *open = m_banner->addAction(tr("Open it"));
    open->setObjectName(u"openExisting"_s);
    connect(open, &QPushButton::clicked, this, [this, passport = *end.passport] {
        Q_EMIT existingWanted(passport);
        reject();
    });
}

/// The answer was lost; reading back has told something, or nothing.
void NewPassportDialog::showUnknown(const CreationEnd &end)
{
    BannerContent content{.tone = Tone::Unknown, .headline = {}, .serverWords = {}, .remedy = {}, .details = {}};
    if (end.passport) {
        content.headline = tr("The answer was lost, but a passport with these numbers is there.");
        content.remedy = tr("The service says that it was created %1. Open it and see whether it is the one you wrote.")
                             .arg(relativeText(end.passport->createdAt, QDateTime::currentDateTimeUtc()));
    } else {
        content.headline = tr("Whether the passport was created is unknown: the answer was lost.");
        content.remedy = tr("The service does not list these numbers now. Refresh the list in a minute before you "
                            "create it again; a second one with the same numbers would be refused.");
    }
    m_banner->showContent(content);
    if (!end.passport)
        return;
    QPushButton *open = m_banner->addAction(tr("Open it"));
    open->setObjectName(u"openExisting"_s);
    connect(open, &QPushButton::clicked, this, [this, passport = *end.passport] {
        Q_EMIT created(passport);
        accept();
    });
}

void NewPassportDialog::showFieldErrors(const Error &error)
{
    QMap<QString, QString> problems;
    for (const FieldError &field : error.fields) {
        QString path = field.path;
        path.remove(u"product."_s);
        const QString words = field.message.isEmpty() ? field.code : field.message;
        if (path.startsWith(u"data."))
            problems.insert(path.mid(5), words);
        else if (auto *label = findChild<QLabel *>(u"problem.new."_s + path))
            showProblem(*label, words);
    }
    m_form->setServerProblems(problems);
}

void NewPassportDialog::reject()
{
    if (!m_isCreating) // what is on its way is waited for
        QDialog::reject();
}

} // namespace chancery
