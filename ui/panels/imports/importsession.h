// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/check.h"
#include "core/catalogue/preview.h"
#include "core/catalogue/templatestore.h"
#include "core/keyban/client.h"
#include "core/ledger/ledger.h"
#include "core/runs/importplan.h"
#include "core/runs/importresume.h"
#include "core/runs/importrun.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>

namespace chancery {

class Gatekeeper;

/// What the panel is told about the connection it works for.
struct ImportsPanelFacts
{
    bool live = false;
    QString profileId;
    QString profileName;
    QString host;
    QString network;
    PlanTarget target{}; ///< its dialect is the mapping's
    GatePolicy gate{};
    Gatekeeper *keeper = nullptr; ///< whoever asks for approvals; null: nobody
};

/// One file on its way to becoming passports: file, preview, mapping, check, run. Knows nothing of widgets; everything
/// that takes time happens in the background.
class ImportSession : public QObject
{
    Q_OBJECT

public:
    ImportSession(keyban::Client &client, Ledger &ledger, catalogue::TemplateStore &templates, ImportsPanelFacts facts,
                  QObject *parent = nullptr);
    ~ImportSession() override;

    /// Starts over with another file. Ends in previewed() or failed().
    void open(const QString &file);
    /// Reads the same file in another way.
    void setFormat(const catalogue::FormatChoice &format);
    void setMapping(const catalogue::Mapping &mapping);

    /// Where the mapping began, before anything was edited.
    enum class TemplateSource {
        None,        ///< by names and values
        LastChoices, ///< what was chosen the last time for these columns
        Named,
    };
    TemplateSource templateSource() const { return m_source; }
    /// The named template in use; empty for none.
    const QString &templateName() const { return m_templateName; }
    /// A template for similar columns, while nobody has used it or another one.
    const std::optional<catalogue::TemplateMatch> &offeredTemplate() const { return m_offer; }
    const catalogue::TemplateStore &templates() const { return m_templates; }
    /// These replace the mapping and end in mappingReplaced().
    void useTemplate(const catalogue::MappingTemplate &value);
    void useNoTemplate();
    /// These end in templatesChanged() or failed(). An imported template is kept under its name and used when it is for
    /// these columns, else offered.
    void saveTemplate(const QString &name);
    void removeTemplate(const QString &name);
    void importTemplate(const QString &file);
    void exportTemplate(const QString &file);

    /// Ends in checked() or failed(); a check under way is given up.
    void check();
    void cancelCheck();
    /// What a person changed in the file's cells. The report stays as it is until the file was checked again, which
    /// begins in a moment and ends in checked().
    void setEdits(const catalogue::Edits &edits);
    /// A field profile by name or path, empty for none; checks again where there was a check.
    void setFieldProfile(const QString &name);
    /// Sends what applyPlan() handed out; fills in where to and who. Precondition: no run is under way.
    void send(ImportOrder order, std::optional<Confirmation> confirmation);
    /// Checks the file of a run of the past again and carries the run on. Ends in runStarted() or failed().
    /// Precondition: no run is under way.
    void resume(const QString &runId);
    /// Opens the file of a run of the past as it was read and corrected then, to mend the rows that failed. Ends in
    /// reopened(), after previewed() and checked(), or in reopenFailed(), with nothing changed.
    void reopen(const QString &runId);

    const ImportsPanelFacts &facts() const { return m_facts; }
    const QString &file() const { return m_file; }
    const catalogue::FormatChoice &format() const { return m_format; }
    const catalogue::Preview &preview() const { return m_preview; }
    const catalogue::Mapping &mapping() const { return m_mapping; }
    bool isUsable() const;
    /// False while a JSON array is still read for the columns of its later passports; previewed() comes once more then.
    bool areColumnsKnown() const { return m_preview.format.areAllMembers; }
    const std::optional<catalogue::CheckReport> &report() const { return m_report; }
    /// Whether the report is of the file with its edits as they are.
    bool isReportCurrent() const { return m_report.has_value() && !m_isReportOutdated; }
    const catalogue::Edits &edits() const { return m_edits; }
    const QString &fieldProfile() const { return m_fieldProfile; }
    catalogue::ImportSpec spec() const { return {m_file, m_format, m_mapping, m_edits, m_fieldProfile}; }
    bool isChecking() const { return m_checking != nullptr; }
    ImportRun *run() const { return m_run.get(); }
    bool isRunning() const { return m_run && !isOver(m_run->progress().state); }
    keyban::Client &client() { return m_client; }

Q_SIGNALS:
    void previewed();
    /// The preview shows the edits of the moment.
    void previewRefreshed();
    /// Edits do not fit another file, or the same one read in another way.
    void editsDropped();
    void mappingChanged();
    void mappingReplaced();
    void templatesChanged();
    void checkProgressed(const chancery::catalogue::CheckProgress &progress);
    void checked();
    void runStarted(chancery::ImportRun *run);
    void failed(const chancery::Error &error);
    void reopened(const QHash<qint64, QString> &reasonByLine);
    void reopenFailed(const chancery::Error &error);

private:
    struct Checking;

    void start(ImportOrder order);
    void adopt(ReopenedRun run);
    void readPreview();
    void readAllColumns();
    void takePreview(catalogue::Preview &&preview);
    void refreshPreview();
    void startChecking();
    void dropEdits();
    void adoptMapping();
    catalogue::Mapping mappedByItself() const;
    void replaceMapping(const catalogue::Mapping &mapping);
    void keepNamed(const catalogue::Mapping &mapping);
    /// Writes the choices down, once no edit has followed for a moment.
    void rememberSoon();
    void remember();

    keyban::Client &m_client;
    Ledger &m_ledger;
    catalogue::TemplateStore &m_templates;
    const ImportsPanelFacts m_facts;
    QString m_file;
    catalogue::FormatChoice m_format;
    catalogue::Preview m_preview;
    catalogue::Mapping m_mapping;
    TemplateSource m_source = TemplateSource::None;
    QString m_templateName;
    std::optional<catalogue::TemplateMatch> m_offer;
    QTimer m_rememberTimer;
    bool m_isToRemember = false;
    catalogue::Edits m_edits;
    QString m_fieldProfile;
    std::optional<catalogue::CheckReport> m_report;
    bool m_isReportOutdated = false;
    QTimer m_recheck;                     ///< so that typing does not begin a check with every cell
    std::unique_ptr<QObject> m_reading;   ///< context of the preview under way
    std::unique_ptr<QObject> m_resuming;  ///< context of the check of a past run's file
    std::unique_ptr<Checking> m_checking; ///< the check under way
    std::unique_ptr<ImportRun> m_run;
};

} // namespace chancery
