/** Generated from the API by `npm run types`; changes belong into the API. */
export interface paths {
    "/api/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the companies the caller may act for. */
        get: operations["taxpayers_list_my_companies_companies_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one of the caller's companies with its status and credit grade of today. */
        get: operations["taxpayers_show_my_company_companies__company_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's addresses. */
        get: operations["delivery_list_addresses_companies__company_id__addresses_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/addresses/{address_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Write an address into a company's book. */
        put: operations["delivery_put_address_companies__company_id__addresses__address_id__put"];
        post?: never;
        /** Take an address off a company's book. */
        delete: operations["delivery_remove_address_companies__company_id__addresses__address_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's three-party agreements, newest first. */
        get: operations["payments_list_agreements_companies__company_id__agreements_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/agreements/{agreement_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sign a three-party agreement; its bank verifies it. */
        put: operations["payments_sign_agreement_companies__company_id__agreements__agreement_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/agreements/{agreement_id}/ending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** End a three-party agreement: from now on nothing is debited under it. */
        put: operations["payments_end_agreement_companies__company_id__agreements__agreement_id__ending_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's applications, newest first; cheap to ask again with the last ETag. */
        get: operations["invoices_list_applications_companies__company_id__applications_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/applications/{application_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one application; cheap to ask again with the last ETag. */
        get: operations["invoices_get_application_companies__company_id__applications__application_id__get"];
        /** Apply for paper invoices; who stands at a kiosk, for the place of that kiosk alone. */
        put: operations["invoices_apply_companies__company_id__applications__application_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/applications/{application_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what happened to an application. */
        get: operations["invoices_show_history_companies__company_id__applications__application_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/applications/{application_id}/reissue/{new_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take an expired order up again; the ten checks are made anew. */
        put: operations["invoices_reapply_companies__company_id__applications__application_id__reissue__new_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/applications/{application_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take back a referred application; who stands at a kiosk, one for the place of that kiosk. */
        put: operations["invoices_withdraw_companies__company_id__applications__application_id__withdrawal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/e-invoice-items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a company may put on an invoice today, with its rates. */
        get: operations["einvoices_list_items_companies__company_id__e_invoice_items_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/e-invoice-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compute lines, checks and quota; nothing is written. */
        post: operations["einvoices_preview_companies__company_id__e_invoice_previews_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/e-invoice-quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what a company may issue this month, and why it is so much. */
        get: operations["einvoice_quota_show_quota_companies__company_id__e_invoice_quota_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/e-invoice-quota/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what moved a company's quota and numbers. */
        get: operations["einvoice_quota_show_quota_history_companies__company_id__e_invoice_quota_history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/e-invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a company issued, newest first, or by the buyer's name; cheap to ask again. */
        get: operations["einvoices_list_issued_companies__company_id__e_invoices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/e-invoices/{invoice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one e-invoice that a company issued; cheap to ask again. */
        get: operations["einvoices_get_issued_companies__company_id__e_invoices__invoice_id__get"];
        /** Issue an e-invoice. */
        put: operations["einvoices_issue_companies__company_id__e_invoices__invoice_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/e-invoices/{invoice_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what happened to an e-invoice. */
        get: operations["einvoices_show_history_companies__company_id__e_invoices__invoice_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is recorded about one of the caller's companies, by whom and from what source. */
        get: operations["taxpayers_list_my_facts_companies__company_id__facts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/invoice-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a company may take today. */
        get: operations["invoices_list_kinds_companies__company_id__invoice_kinds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's jobs, newest first; cheap to ask again with the last ETag. */
        get: operations["documents_list_jobs_companies__company_id__jobs_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show how far a job is; cheap to ask again with the last ETag. */
        get: operations["documents_get_job_companies__company_id__jobs__job_id__get"];
        /** Ask for documents, a zip of many, or the reading of a spreadsheet. */
        put: operations["documents_ask_for_job_companies__company_id__jobs__job_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/jobs/{job_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a job back, also one that is being worked on. */
        put: operations["documents_cancel_job_companies__company_id__jobs__job_id__cancellation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/jobs/{job_id}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get leave to fetch a result, by a link that ends soon. */
        get: operations["documents_fetch_file_companies__company_id__jobs__job_id__files__name__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/jobs/{job_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what happened to a job. */
        get: operations["documents_show_job_history_companies__company_id__jobs__job_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/mail-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's orders by mail, newest first; cheap to ask again with the last ETag. */
        get: operations["delivery_list_mail_orders_companies__company_id__mail_orders_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/payables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a company owes, newest first, and what each rest costs today. */
        get: operations["payments_list_payables_companies__company_id__payables_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's payments, newest first. */
        get: operations["payments_list_payments_companies__company_id__payments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/pickups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's pickups, newest first, without their passes; cheap with the last ETag. */
        get: operations["pickup_list_pickups_companies__company_id__pickups_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/quota-adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's applications for another quota, newest first. */
        get: operations["einvoice_quota_list_adjustments_companies__company_id__quota_adjustments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/quota-adjustments/{adjustment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one application for another quota. */
        get: operations["einvoice_quota_get_adjustment_companies__company_id__quota_adjustments__adjustment_id__get"];
        /** Apply for another quota; a clerk decides by the promised day. */
        put: operations["einvoice_quota_apply_companies__company_id__quota_adjustments__adjustment_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/quota-adjustments/{adjustment_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take an application for another quota back. */
        put: operations["einvoice_quota_withdraw_companies__company_id__quota_adjustments__adjustment_id__withdrawal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/received-e-invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was issued to a company's number, newest first; cheap to ask again. */
        get: operations["einvoices_list_received_companies__company_id__received_e_invoices_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/received-e-invoices/{invoice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one e-invoice that a company received. */
        get: operations["einvoices_get_received_companies__company_id__received_e_invoices__invoice_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/received-e-invoices/{invoice_id}/booking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Note that an invoice stands in the buyer's books. */
        put: operations["einvoice_buyer_book_companies__company_id__received_e_invoices__invoice_id__booking_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/received-e-invoices/{invoice_id}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirm for what a special invoice is used. */
        put: operations["einvoice_buyer_confirm_use_companies__company_id__received_e_invoices__invoice_id__use_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/red-forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's forms as seller or as buyer, newest first; cheap to ask again. */
        get: operations["einvoice_reds_list_forms_companies__company_id__red_forms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/red-forms/{form_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a form to either side; cheap to ask again. */
        get: operations["einvoice_reds_get_form_companies__company_id__red_forms__form_id__get"];
        /** Ask for a red invoice; the other side answers where the buyer used or booked the blue one. */
        put: operations["einvoice_reds_file_companies__company_id__red_forms__form_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/red-forms/{form_id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Agree for the other side. */
        put: operations["einvoice_reds_confirm_companies__company_id__red_forms__form_id__confirmation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/red-forms/{form_id}/denial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Disagree for the other side. */
        put: operations["einvoice_reds_deny_companies__company_id__red_forms__form_id__denial_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/red-forms/{form_id}/e-invoices/{invoice_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Issue the red invoice of a form. */
        put: operations["einvoice_reds_issue_red_companies__company_id__red_forms__form_id__e_invoices__invoice_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/red-forms/{form_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what happened to a form. */
        get: operations["einvoice_reds_show_form_history_companies__company_id__red_forms__form_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/red-forms/{form_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a form back for the side that filed it. */
        put: operations["einvoice_reds_withdraw_companies__company_id__red_forms__form_id__withdrawal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a company's refunds, newest first. */
        get: operations["refunds_list_refunds_companies__company_id__refunds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company_id}/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Get leave to send a file past the API, by a link with an end. */
        put: operations["documents_offer_upload_companies__company_id__uploads__upload_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is open at the city's kiosks, the most urgent first. */
        get: operations["kiosk_alerts_list_alerts_counter_alerts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/alerts/{alert_id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take an alert: from now on it is the caller's task. */
        put: operations["kiosk_alerts_take_alert_counter_alerts__alert_id__owner_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/apart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sheets that wait for a decision, by place. */
        get: operations["kiosk_apart_list_apart_counter_apart_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/apart/{kiosk_id}/{lot_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show sheets set apart, decided or not. */
        get: operations["kiosk_apart_see_apart_counter_apart__kiosk_id___lot_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/apart/{kiosk_id}/{lot_id}/decisions/{decision_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Decide what becomes of sheets, or propose it to a second clerk. */
        put: operations["kiosk_apart_decide_apart_counter_apart__kiosk_id___lot_id__decisions__decision_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/apart/{kiosk_id}/{lot_id}/decisions/{decision_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Agree to a proposal as the second clerk, or take it back. */
        put: operations["kiosk_apart_answer_apart_counter_apart__kiosk_id___lot_id__decisions__decision_id__answer_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the inbox: open cases by due time. */
        get: operations["counter_list_cases_counter_cases_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/cases/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a case, what it is about, and every step so far. */
        get: operations["counter_get_case_counter_cases__case_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/cases/{case_id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Decide a case, with a reason. */
        put: operations["counter_decide_counter_cases__case_id__decision_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the companies of the city. */
        get: operations["taxpayers_list_companies_counter_companies_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a company with its people and facts. */
        get: operations["taxpayers_show_company_counter_companies__company_id__get"];
        /** Register a company. */
        put: operations["taxpayers_register_company_counter_companies__company_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}/e-invoice-quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a company's quota and why it is so much, for a clerk. */
        get: operations["einvoice_quota_show_quota_to_staff_counter_companies__company_id__e_invoice_quota_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is recorded about a company, by whom and from what source. */
        get: operations["taxpayers_list_facts_counter_companies__company_id__facts_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}/facts/{fact_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record a dated, sourced fact of a company. */
        put: operations["taxpayers_record_fact_counter_companies__company_id__facts__fact_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}/invoice-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a company may take today, for a clerk. */
        get: operations["invoices_list_kinds_for_staff_counter_companies__company_id__invoice_kinds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}/invoice-kinds/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Approve a kind for a company, or change its limits. */
        put: operations["invoices_grant_kind_counter_companies__company_id__invoice_kinds__kind__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}/people/{person_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let a person act for a company; with the version seen, change or end that. */
        put: operations["taxpayers_authorise_counter_companies__company_id__people__person_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/companies/{company_id}/verifications/{verification_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take verified used sheets out of a company's holding. */
        put: operations["invoices_verify_use_counter_companies__company_id__verifications__verification_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List differences between book and bank, the first found first. */
        get: operations["refunds_list_differences_counter_differences_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/differences/{difference_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a difference to a clerk. */
        get: operations["refunds_get_difference_counter_differences__difference_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/differences/{difference_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Settle a difference with the outcome that was proposed, as the second of two clerks. */
        put: operations["refunds_approve_outcome_counter_differences__difference_id__approval_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/differences/{difference_id}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Propose what became of the money, as the first of two clerks. */
        put: operations["refunds_propose_outcome_counter_differences__difference_id__proposal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/handovers/{handover_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a list and its parcels. */
        get: operations["mail_door_get_handover_counter_handovers__handover_id__get"];
        /** Open a list for a courier. */
        put: operations["mail_door_open_handover_counter_handovers__handover_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/handovers/{handover_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** End an empty list. */
        put: operations["mail_door_cancel_handover_counter_handovers__handover_id__cancellation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/handovers/{handover_id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that the courier has all of it, as counted. */
        put: operations["mail_door_confirm_handover_counter_handovers__handover_id__confirmation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/handovers/{handover_id}/parcels/{parcel_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a packed parcel on a list. */
        put: operations["mail_door_put_on_list_counter_handovers__handover_id__parcels__parcel_id__put"];
        post?: never;
        /** Take a parcel off a list. */
        delete: operations["mail_door_take_off_list_counter_handovers__handover_id__parcels__parcel_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the city's kiosks, and when each runs out of paper. */
        get: operations["kiosks_list_kiosks_counter_kiosks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Register a kiosk, or move or rename it. */
        put: operations["kiosks_place_counter_kiosks__kiosk_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}/counts/{count_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record the sheet found first in a cassette. */
        put: operations["kiosk_papers_count_counter_kiosks__kiosk_id__counts__count_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}/pairing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirm the code on a machine's screen for a kiosk. */
        put: operations["kiosks_pair_counter_kiosks__kiosk_id__pairing_put"];
        post?: never;
        /** Take a kiosk's key away. */
        delete: operations["kiosks_unpair_counter_kiosks__kiosk_id__pairing_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}/restocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was loaded and taken out, the newest first. */
        get: operations["kiosk_papers_list_restocks_counter_kiosks__kiosk_id__restocks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}/restocks/{restock_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Open a restock as the first clerk, with the packets scanned. */
        put: operations["kiosk_papers_begin_restock_counter_kiosks__kiosk_id__restocks__restock_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}/restocks/{restock_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Cancel a restock before the paper moved. */
        put: operations["kiosk_papers_cancel_restock_counter_kiosks__kiosk_id__restocks__restock_id__cancellation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}/restocks/{restock_id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirm a restock as the second clerk, with the same packets scanned again. */
        put: operations["kiosk_papers_confirm_restock_counter_kiosks__kiosk_id__restocks__restock_id__confirmation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/kiosks/{kiosk_id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put a kiosk into service or out of it. */
        put: operations["kiosks_set_state_counter_kiosks__kiosk_id__state_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-rooms/{site_id}/fillings/{filling_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a packet from the depot into a mail room. */
        put: operations["mail_room_fill_counter_mail_rooms__site_id__fillings__filling_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-rooms/{site_id}/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a mail room's hand-over lists, the newest first. */
        get: operations["mail_door_list_handovers_counter_mail_rooms__site_id__handovers_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-rooms/{site_id}/owed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is to be picked, in the order of the drawers. */
        get: operations["mail_room_list_owed_counter_mail_rooms__site_id__owed_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-rooms/{site_id}/paper": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what a mail room has that no parcel has yet. */
        get: operations["mail_room_show_paper_counter_mail_rooms__site_id__paper_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-rooms/{site_id}/parcels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a mail room's parcels in a state. */
        get: operations["mail_room_list_parcels_counter_mail_rooms__site_id__parcels_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what must be looked at, the first due first. */
        get: operations["mail_door_list_mail_tasks_counter_mail_tasks_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-tasks/{task_id}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close a task and say why. */
        put: operations["mail_door_close_task_counter_mail_tasks__task_id__closing_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/mail-tasks/{task_id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a task. */
        put: operations["mail_door_take_task_counter_mail_tasks__task_id__owner_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/by-label/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find the parcel with a number on its label, as a scanner reads it. */
        get: operations["mail_room_find_by_label_counter_parcels_by_label__number__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a parcel. */
        get: operations["mail_room_get_parcel_counter_parcels__parcel_id__get"];
        /** Begin to pick orders of one company to one address. */
        put: operations["mail_room_begin_parcel_counter_parcels__parcel_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Scan the same, as the second clerk: it is picked. */
        put: operations["mail_room_check_parcel_counter_parcels__parcel_id__check_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/fault": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that sheets of it are damaged or missing; a second clerk must say the same. */
        put: operations["mail_room_find_fault_counter_parcels__parcel_id__fault_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show every step of a parcel. */
        get: operations["mail_room_parcel_history_counter_parcels__parcel_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/loss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Report it lost; a second clerk must agree. */
        put: operations["mail_room_lose_parcel_counter_parcels__parcel_id__loss_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/packing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Close it under the number on its label. */
        put: operations["mail_room_pack_parcel_counter_parcels__parcel_id__packing_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/restocking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take what came back into the depot, as scanned. */
        put: operations["mail_room_restock_parcel_counter_parcels__parcel_id__restocking_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that a parcel under way came back, by its label as scanned. */
        put: operations["mail_room_say_it_came_back_counter_parcels__parcel_id__return_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Scan what was taken out, as the first clerk. */
        put: operations["mail_room_scan_parcel_counter_parcels__parcel_id__scan_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/signed-return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that one came back which was signed for, as scanned; a second clerk must say the same. */
        put: operations["mail_room_take_back_signed_counter_parcels__parcel_id__signed_return_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/parcels/{parcel_id}/undoing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take it apart before it leaves. */
        put: operations["mail_room_undo_parcel_counter_parcels__parcel_id__undoing_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/payables/{payable_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Enter, as a clerk, what somebody owes. */
        put: operations["payments_enter_payable_counter_payables__payable_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/payables/{payable_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take back, as a clerk, what is not owed after all. */
        put: operations["payments_withdraw_payable_counter_payables__payable_id__withdrawal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/red-forms/{form_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a form to the tax office, before it is voided. */
        get: operations["einvoice_reds_see_form_counter_red_forms__form_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/red-forms/{form_id}/voiding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Void a form for the tax office. */
        put: operations["einvoice_reds_void_counter_red_forms__form_id__voiding_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List refunds in a state, the first promised first. */
        get: operations["refunds_list_refund_cases_counter_refunds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/refunds/{refund_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a refund to a clerk. */
        get: operations["refunds_get_refund_case_counter_refunds__refund_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/refunds/{refund_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Approve a refund, as the second of two clerks. */
        put: operations["refunds_approve_refund_counter_refunds__refund_id__approval_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/refunds/{refund_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what happened to a refund. */
        get: operations["refunds_show_refund_history_counter_refunds__refund_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/refunds/{refund_id}/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Propose to pay a refund, as the first of two clerks. */
        put: operations["refunds_propose_refund_counter_refunds__refund_id__proposal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/refunds/{refund_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Decline a refund, with a reason. */
        put: operations["refunds_decline_refund_counter_refunds__refund_id__refusal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/counter/serials/{code}/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell where a serial is and what happened to it. */
        get: operations["kiosk_apart_see_serial_counter_serials__code___int_number__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/divisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the districts to choose from where an address is in this city. */
        get: operations["delivery_list_divisions_divisions_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/e-invoice-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare number, date and total with our record. */
        post: operations["einvoice_checks_check_e_invoice_checks_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/file-checks/{check_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell what the file is, for ten minutes; cheap to ask again with the last ETag. */
        get: operations["file_checks_get_file_checks__check_id__get"];
        /** Get leave to send a file to be checked, past the API, by a link that ends soon. */
        put: operations["file_checks_offer_file_checks__check_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/file-checks/{check_id}/judgement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have the file that was sent looked at. */
        put: operations["file_checks_ask_file_checks__check_id__judgement_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say that the process answers; nothing behind it is asked. */
        get: operations["health_health_health_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell a machine who and where it is. */
        get: operations["kiosks_see_itself_kiosk_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Hear how a machine is. */
        put: operations["kiosks_heartbeat_kiosk_heartbeat_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/journal/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take in what a machine did, as it signed it line by line. */
        put: operations["kiosks_receive_journal_kiosk_journal__int_number__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/leases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give leases back, and hear which orders may be served without asking, and until when. */
        put: operations["pickup_exchange_leases_kiosk_leases_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/sign-ins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask for a code by SMS for who stands at the machine; a repeat sends it after a minute. */
        put: operations["visits_ask_code_kiosk_sign_ins__string_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/sign-ins/{id}/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Open a visit's session with the code that came by SMS. */
        put: operations["visits_open_by_code_kiosk_sign_ins__string_id__session_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask for a code to show, so that somebody signs in with the phone. */
        put: operations["visits_ask_kiosk_visits__string_id__put"];
        post?: never;
        /** Take the picture off the screen: nobody can confirm it any more. */
        delete: operations["visits_cancel_kiosk_visits__string_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/visits/{id}/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask whether somebody confirmed; then this is the session. */
        put: operations["visits_collect_kiosk_visits__string_id__session_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosks/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the machine that holds a kiosk's key an access token. */
        post: operations["kiosks_issue_token_kiosks_token_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is lent to the caller, without the passes. */
        get: operations["pickup_forms_list_lent_loans_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/loans/{pickup_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a pickup lent to the caller with its pass; cheap to ask again with the last ETag. */
        get: operations["pickup_forms_show_lent_loans__pickup_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an order by mail and the way of its parcel; cheap to ask again with the last ETag. */
        get: operations["delivery_get_mail_order_mail_orders__order_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-orders/{order_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give up what is in no parcel; the quota is free again. */
        put: operations["delivery_cancel_mail_order_mail_orders__order_id__cancellation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-orders/{order_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show every step of an order by mail. */
        get: operations["delivery_mail_order_history_mail_orders__order_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-orders/{order_id}/kiosk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Fetch it at a machine instead. */
        put: operations["delivery_turn_mail_orders__order_id__kiosk_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-orders/{order_id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Confirm that the parcel arrived. */
        put: operations["delivery_receive_mail_orders__order_id__receipt_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mail-orders/{order_id}/sendings/{sending_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send it elsewhere, or once more what came back or was lost. */
        put: operations["delivery_send_mail_orders__order_id__sendings__sending_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say who is signed in. */
        get: operations["identity_me_me_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pairings/{pairing_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Look whether staff confirmed the code. */
        get: operations["kiosks_see_pairing_pairings__pairing_id__get"];
        /** Ask for a one-time code to show on the screen. */
        put: operations["kiosks_open_pairing_pairings__pairing_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what the caller owes as a person. */
        get: operations["payments_list_own_payables_payables_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payables/{payable_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a payable; cheap to ask again with the last ETag. */
        get: operations["payments_get_payable_payables__payable_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payables/{payable_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what happened to a payable. */
        get: operations["payments_show_payable_history_payables__payable_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payables/{payable_id}/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask to pay a payable or a part of it, by agreement or by code. */
        put: operations["payments_pay_payables__payable_id__payments__payment_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the caller's payments as a person. */
        get: operations["payments_list_own_payments_payments_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/{payment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a payment; cheap to ask again with the last ETag. */
        get: operations["payments_get_payment_payments__payment_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/{payment_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Call a payment off while it was not sent, or a code while nobody paid it. */
        put: operations["payments_cancel_payment_payments__payment_id__cancellation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/{payment_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what happened to a payment. */
        get: operations["payments_show_payment_history_payments__payment_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a pickup; cheap to ask again with the last ETag. */
        get: operations["pickup_get_pickup_pickups__pickup_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give up what was not handed over; place and quota are free again. */
        put: operations["pickup_cancel_pickups__pickup_id__cancellation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Write the code of this moment for who stands at the machine and may collect. */
        get: operations["pickup_get_code_pickups__pickup_id__code_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/code/{renewal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a new code; old ones die. */
        put: operations["pickup_forms_renew_pickups__pickup_id__code__renewal_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the paper code, to who may collect, and the pass link that stands, to the owner. */
        get: operations["pickup_forms_show_forms_pickups__pickup_id__forms_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show every step of a pickup. */
        get: operations["pickup_history_pickups__pickup_id__history_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/link/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Make a pass link; the one before ends. */
        put: operations["pickup_forms_make_link_pickups__pickup_id__link__link_id__put"];
        post?: never;
        /** End a pass link. */
        delete: operations["pickup_forms_revoke_link_pickups__pickup_id__link__link_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/loan/{loan_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lend a pickup to a named collector. */
        put: operations["pickup_forms_lend_pickups__pickup_id__loan__loan_id__put"];
        post?: never;
        /** Take a lent pickup back. */
        delete: operations["pickup_forms_take_back_pickups__pickup_id__loan__loan_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/mailing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Have what was not handed over sent by mail. */
        put: operations["pickup_mail_pickups__pickup_id__mailing_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/report/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that sheets of the last service are missing. */
        put: operations["pickup_report_pickups__pickup_id__report__report_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/reservations/{reservation_id}/done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that all sheets are out. */
        put: operations["pickup_done_pickups__pickup_id__reservations__reservation_id__done_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/reservations/{reservation_id}/parting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that the person goes while the printer cannot tell what it did. */
        put: operations["pickup_part_pickups__pickup_id__reservations__reservation_id__parting_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/reservations/{reservation_id}/report/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say at the machine that sheets of this service are missing. */
        put: operations["pickup_report_at_machine_pickups__pickup_id__reservations__reservation_id__report__report_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/reservations/{reservation_id}/retraction/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that sheets nobody took from the tray were taken back into the machine. */
        put: operations["pickup_retract_pickups__pickup_id__reservations__reservation_id__retraction__report_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/reservations/{reservation_id}/sheets/{k}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that a sheet is out, with its serial. */
        put: operations["pickup_confirm_sheet_pickups__pickup_id__reservations__reservation_id__sheets__int_k__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/reservations/{reservation_id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that paper will move now. */
        put: operations["pickup_start_pickups__pickup_id__reservations__reservation_id__start_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/reservations/{reservation_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that the service ends early. */
        put: operations["pickup_stop_pickups__pickup_id__reservations__reservation_id__stop_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Fetch it somewhere else. */
        put: operations["pickup_choose_site_pickups__pickup_id__site_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pickups/{pickup_id}/unlocking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Give the five tries at the kiosk back. */
        put: operations["pickup_unlock_pickups__pickup_id__unlocking_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the caller's refunds as a person. */
        get: operations["refunds_list_own_refunds_refunds_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/refunds/{refund_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a refund; cheap to ask again with the last ETag. */
        get: operations["refunds_get_refund_refunds__refund_id__get"];
        /** Claim back what was paid too much. */
        put: operations["refunds_claim_refund_refunds__refund_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/refunds/{refund_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take a claim back. */
        put: operations["refunds_withdraw_refund_refunds__refund_id__withdrawal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reservations/{reservation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take what a code stands for, for 120 seconds. */
        put: operations["pickup_reserve_reservations__reservation_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the devices the caller is signed in on. */
        get: operations["identity_list_sessions_sessions_get"];
        put?: never;
        post?: never;
        /** Sign every device out. */
        delete: operations["identity_end_all_sessions_sessions_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn the refresh token; the one before gives the same successor for 30 seconds. */
        post: operations["identity_refresh_sessions_refresh_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one device out. */
        delete: operations["identity_end_session_sessions__string_id__delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-ins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Ask for a code by SMS; a repeat sends it again after a minute. */
        put: operations["identity_ask_sign_ins__string_id__put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-ins/{id}/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Open a session with the code, bound to the key that signed the request. */
        put: operations["identity_open_session_sign_ins__string_id__session_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the nearest sites, with free paper and living kiosks for the first 20. */
        get: operations["sites_list_sites_sites_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sites/{site_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show one site. */
        get: operations["sites_show_site_sites__site_id__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End the visit one is signed in with. */
        delete: operations["visits_end_visit_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show which machine asks. */
        get: operations["visits_see_visits__string_code__get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{code}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sign in at the machine that shows the code. */
        put: operations["visits_confirm_visits__string_code__confirmation_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/visits/{code}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say that it was not me. */
        put: operations["visits_decline_visits__string_code__refusal_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AddressView
         * @description An entry of an address book.
         */
        AddressView: {
            /** Id */
            id: string;
            /** Removed */
            removed: boolean;
            to: components["schemas"]["DestinationView"];
            /** Version */
            version: number;
        };
        /**
         * AddressesView
         * @description An address book.
         */
        AddressesView: {
            /** Items */
            items: components["schemas"]["AddressView"][];
        };
        /**
         * AdjustmentBody
         * @description Another quota: how much, for how long, why, and by what it is shown.
         */
        AdjustmentBody: {
            /** Evidence */
            evidence: string[];
            lasting: components["schemas"]["Lasting"];
            /** Reason */
            reason: string;
            /** Wanted Fen */
            wanted_fen: number;
        };
        /**
         * AdjustmentView
         * @description An application for another quota as it is today.
         */
        AdjustmentView: {
            /** Applied At */
            applied_at: string;
            /** Checks */
            checks: components["schemas"]["MadeCheckView"][];
            /** Company Id */
            company_id: string;
            /** Decided At */
            decided_at: string | null;
            /** Decision Reason */
            decision_reason: string | null;
            /** Evidence */
            evidence: string[];
            /** Id */
            id: string;
            /**
             * Lasting
             * @enum {string}
             */
            lasting: "month" | "for-good";
            /** Month */
            month: string;
            /** Promised At */
            promised_at: string;
            /** Quota Before Fen */
            quota_before_fen: number;
            /** Reason */
            reason: string;
            /**
             * State
             * @enum {string}
             */
            state: "applied" | "approved" | "refused" | "withdrawn";
            /** Version */
            version: number;
            /** Wanted Fen */
            wanted_fen: number;
        };
        /**
         * AdjustmentsView
         * @description One page of applications for another quota, newest first.
         */
        AdjustmentsView: {
            /** Items */
            items: components["schemas"]["AdjustmentView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AffectedView
         * @description Whom it concerns, as far as clerks may know.
         */
        AffectedView: {
            /** Collector */
            collector: string;
            /** Company */
            company: string;
            /** Pickup Id */
            pickup_id: string;
            /** Waits */
            waits: boolean;
        };
        /**
         * Agree
         * @description The account that may be debited; its name must be the company's or its sole operator's.
         */
        Agree: {
            /** Account Name */
            account_name: string;
            /** Account No */
            account_no: string;
            /** Bank */
            bank: string;
        };
        /**
         * AgreementView
         * @description An agreement as it is today; of the account, the last four digits.
         */
        AgreementView: {
            /** Account */
            account: string;
            /** Account Name */
            account_name: string;
            /** Asked At */
            asked_at: string;
            /** Bank */
            bank: string;
            /** Id */
            id: string;
            /** Reason */
            reason: string;
            /** State */
            state: string;
            /** Version */
            version: number;
        };
        /**
         * AgreementsView
         * @description One page of agreements, newest first.
         */
        AgreementsView: {
            /** Items */
            items: components["schemas"]["AgreementView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AlertKind
         * @description What is wrong, the most urgent first: this order is the order of the list.
         * @enum {string}
         */
        AlertKind: "door-open" | "silent" | "paper-left" | "printer-unreachable" | "jam" | "held-up" | "paper-out" | "count-due" | "collect" | "low" | "clock-skewed" | "software-outdated";
        /**
         * AlertView
         * @description An alert as clerks see it; `left` counts the paper that it says runs out, else null.
         */
        AlertView: {
            /** About */
            about: string;
            /** Due At */
            due_at: string | null;
            /** Id */
            id: string;
            /** Is Open */
            is_open: boolean;
            kind: components["schemas"]["AlertKind"];
            /** Kiosk Id */
            kiosk_id: string;
            /** Left */
            left: number | null;
            /** Opened At */
            opened_at: string | null;
            /** Owner */
            owner: string | null;
            /** Owner Name */
            owner_name: string | null;
            severity: components["schemas"]["Severity"];
            /** Site Id */
            site_id: string;
            /** Taken At */
            taken_at: string | null;
            /** Version */
            version: number;
        };
        /**
         * AlertsView
         * @description One page of what is open, the most urgent first.
         */
        AlertsView: {
            /** Items */
            items: components["schemas"]["AlertView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AllowanceView
         * @description What a company took of a kind this month, what waits for it, what it holds.
         */
        AllowanceView: {
            /** Holding */
            holding: number;
            kind: components["schemas"]["Kind"];
            /** Month */
            month: string;
            /** Taken This Month */
            taken_this_month: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * AnswerBody
         * @description Whether a proposal holds: a second clerk agrees, or somebody takes it back.
         */
        AnswerBody: {
            /** Agrees */
            agrees: boolean;
        };
        /**
         * ApplicationLineView
         * @description An application in a list, without its checks.
         */
        ApplicationLineView: {
            /** Address Id */
            address_id: string | null;
            /** Applied At */
            applied_at: string;
            /** Applied By */
            applied_by: string;
            /** Company Id */
            company_id: string;
            /** Count */
            count: number;
            /** Decided At */
            decided_at: string | null;
            /** Decided By */
            decided_by: string | null;
            /** Decision Reason */
            decision_reason: string | null;
            /** Id */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Pickup Id */
            pickup_id: string | null;
            /** Reissue Of */
            reissue_of: string | null;
            /** Reissued As */
            reissued_as: string | null;
            returned: components["schemas"]["ReturnedView"] | null;
            /** Site Id */
            site_id: string;
            /** State */
            state: string;
            /** Version */
            version: number;
        };
        /**
         * ApplicationView
         * @description An application as it is today.
         */
        ApplicationView: {
            /** Address Id */
            address_id: string | null;
            /** Applied At */
            applied_at: string;
            /** Applied By */
            applied_by: string;
            /** Checks */
            checks: components["schemas"]["CheckView"][];
            /** Company Id */
            company_id: string;
            /** Count */
            count: number;
            /** Decided At */
            decided_at: string | null;
            /** Decided By */
            decided_by: string | null;
            /** Decision Reason */
            decision_reason: string | null;
            /** Id */
            id: string;
            kind: components["schemas"]["Kind"];
            /** Pickup Id */
            pickup_id: string | null;
            /** Reissue Of */
            reissue_of: string | null;
            /** Reissued As */
            reissued_as: string | null;
            returned: components["schemas"]["ReturnedView"] | null;
            /** Site Id */
            site_id: string;
            /** State */
            state: string;
            /** Version */
            version: number;
        };
        /**
         * ApplicationsView
         * @description One page of applications, newest first.
         */
        ApplicationsView: {
            /** Items */
            items: components["schemas"]["ApplicationLineView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Apply
         * @description An application: which kind, how many sheets, picked up at a site or sent to an address.
         */
        Apply: {
            /**
             * Address Id
             * @default null
             */
            address_id: string | null;
            /** Count */
            count: number;
            /** Kind */
            kind: string;
            /**
             * Site Id
             * @default
             */
            site_id: string;
        };
        /**
         * ApprovalView
         * @description An approval as it was granted.
         */
        ApprovalView: {
            /** Company Id */
            company_id: string;
            kind: components["schemas"]["Kind"];
            terms: components["schemas"]["TermsBody"];
            /** Version */
            version: number;
        };
        /**
         * ApproveOutcome
         * @description Why another clerk agrees.
         */
        ApproveOutcome: {
            /** Reason */
            reason: string;
        };
        /**
         * AskBody
         * @description The number a code is asked for.
         */
        AskBody: {
            /** Phone */
            phone: string;
        };
        /**
         * AskToken
         * @description Which kiosk the machine is.
         */
        AskToken: {
            /** Kiosk Id */
            kiosk_id: string;
        };
        /**
         * AskedView
         * @description What a person is asked to confirm: which machine, where, and what it shows.
         */
        AskedView: {
            /** Code */
            code: string;
            /** Expires In Seconds */
            expires_in_seconds: number;
            /** Kiosk Id */
            kiosk_id: string;
            /** Kiosk Name */
            kiosk_name: string;
            /** Site Id */
            site_id: string;
            /** Site Name */
            site_name: string;
            /** State */
            state: string;
        };
        /**
         * AuthorityView
         * @description A person's standing in a company, as a clerk sees it.
         */
        AuthorityView: {
            /** Invoice Agent */
            invoice_agent: boolean;
            /** Name */
            name: string;
            /** Person Id */
            person_id: string;
            /** Real Name Verified */
            real_name_verified: boolean;
            /** Recorded At */
            recorded_at: string;
            /** Recorded By */
            recorded_by: string;
            role: components["schemas"]["Role"];
            /**
             * Valid From
             * Format: date
             */
            valid_from: string;
            /** Valid To */
            valid_to: string | null;
            /** Version */
            version: number;
        };
        /**
         * Basis
         * @description What a forecast stands on.
         * @enum {string}
         */
        Basis: "consumption" | "too-few-days";
        /**
         * Batch
         * @description Entries in the order in which they were written, 250 kB of JSON at most.
         */
        Batch: {
            /** Entries */
            entries: components["schemas"]["Line"][];
            jwk: components["schemas"]["PublicKey"];
        };
        /**
         * BeatView
         * @description What a machine hears back.
         */
        BeatView: {
            /** Clock Skew Seconds */
            clock_skew_seconds: number;
            /** Server Time */
            server_time: string;
            state: components["schemas"]["State"];
        };
        /**
         * BeginParcel
         * @description The orders that go into one parcel.
         */
        BeginParcel: {
            /** Order Ids */
            order_ids: string[];
        };
        /**
         * BeginRestock
         * @description What the first clerk brings, and the sheet seen first in the cassette; null when empty.
         */
        BeginRestock: {
            /** Kind */
            kind: string;
            /** Packets */
            packets: components["schemas"]["PacketBody"][];
            seen: components["schemas"]["SheetBody"] | null;
            way: components["schemas"]["Way"];
        };
        /**
         * CaseDetailView
         * @description A case with what it is about and everything that happened; `names` are of those who acted.
         */
        CaseDetailView: {
            /** Adjustment */
            adjustment: {
                [key: string]: unknown;
            } | null;
            /** Application */
            application: {
                [key: string]: unknown;
            } | null;
            /** Company Id */
            company_id: string;
            /** Company Name */
            company_name: string;
            /** Decided At */
            decided_at: string | null;
            /** Decided By */
            decided_by: string | null;
            /** Difference */
            difference: {
                [key: string]: unknown;
            } | null;
            /** Due At */
            due_at: string;
            finding: components["schemas"]["FindingView"] | null;
            /** History */
            history: components["schemas"]["StepView"][];
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Names */
            names: {
                [key: string]: string;
            };
            /** Opened At */
            opened_at: string;
            /** Outcome */
            outcome: string | null;
            /** Pickup */
            pickup: {
                [key: string]: unknown;
            } | null;
            /** Reason */
            reason: string | null;
            /** State */
            state: string;
            /** Subject Id */
            subject_id: string;
            /** Version */
            version: number;
            /** Why */
            why: components["schemas"]["WhyView"][];
        };
        /**
         * CaseView
         * @description A case in the inbox.
         */
        CaseView: {
            /** Company Id */
            company_id: string;
            /** Company Name */
            company_name: string;
            /** Decided At */
            decided_at: string | null;
            /** Decided By */
            decided_by: string | null;
            /** Due At */
            due_at: string;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Opened At */
            opened_at: string;
            /** Outcome */
            outcome: string | null;
            /** Reason */
            reason: string | null;
            /** State */
            state: string;
            /** Subject Id */
            subject_id: string;
            /** Version */
            version: number;
            /** Why */
            why: components["schemas"]["WhyView"][];
        };
        /**
         * CassetteView
         * @description Paper of one kind in a machine.
         */
        CassetteView: {
            /** Code */
            code: string;
            /** Kind */
            kind: string;
            /** Left */
            left: number;
            /** Next */
            next: number;
        };
        /**
         * CheckBody
         * @description What somebody reads off an e-invoice; `kind` leaves room for other invoices.
         */
        CheckBody: {
            /**
             * Issued On
             * Format: date
             */
            issued_on: string;
            /**
             * Kind
             * @default e-invoice
             * @constant
             */
            kind: "e-invoice";
            /** Number */
            number: string;
            /** Total Fen */
            total_fen: number;
        };
        /**
         * CheckView
         * @description One supply check: what it looked at and what came out.
         */
        CheckView: {
            /** Code */
            code: string;
            /** Inputs */
            inputs: {
                [key: string]: number | string | null;
            };
            /** Number */
            number: number;
            on_failure: components["schemas"]["OnFailure"];
            /** Passed */
            passed: boolean;
            /** Reason */
            reason: string | null;
            /** Rule */
            rule: string;
        };
        /**
         * ClaimRefund
         * @description What is claimed back of a payment; the name must be the taxpayer's.
         */
        ClaimRefund: {
            /** Account Name */
            account_name: string;
            /** Amount Fen */
            amount_fen: number;
            /** Payment Id */
            payment_id: string;
            /** Reason */
            reason: string;
        };
        /**
         * ClerkSaidView
         * @description What one clerk decided.
         */
        ClerkSaidView: {
            /** At */
            at: string;
            /** By */
            by: string;
            /** Reason */
            reason: string;
        };
        /**
         * CodeBody
         * @description The code that came by SMS.
         */
        CodeBody: {
            /** Code */
            code: string;
        };
        /**
         * CodeView
         * @description The code of this moment, and what stands in the way when there is none.
         */
        CodeView: {
            /** Code */
            code: string | null;
            /** Site Id */
            site_id: string | null;
            /** State */
            state: string;
        };
        /**
         * CollectedView
         * @description How a visit stands; `session` is there once it was confirmed on the phone.
         */
        CollectedView: {
            /** Interval Seconds */
            interval_seconds: number;
            session: components["schemas"]["VisitorView"] | null;
            /** State */
            state: string;
        };
        /**
         * CompanyBody
         * @description A company to register.
         */
        CompanyBody: {
            /** District Code */
            district_code: string;
            /** Name */
            name: string;
            taxpayer_type: components["schemas"]["TaxpayerType"];
        };
        /**
         * CompanyDetail
         * @description A company with its people and facts; `in_force` names the fact that holds today.
         *
         *     `facts` holds the newest and those in force; the older ones go on at `facts_cursor`.
         */
        CompanyDetail: {
            /** District Code */
            district_code: string;
            /** Facts */
            facts: components["schemas"]["FactView"][];
            /** Facts Cursor */
            facts_cursor: string | null;
            /** Id */
            id: string;
            /** In Force */
            in_force: {
                [key: string]: string;
            };
            /** Name */
            name: string;
            /** People */
            people: components["schemas"]["AuthorityView"][];
            /** Registered At */
            registered_at: string;
            /** Synthetic */
            synthetic: boolean;
            taxpayer_type: components["schemas"]["TaxpayerType"];
        };
        /**
         * CompanyPage
         * @description Part of the companies of the city.
         */
        CompanyPage: {
            /** Items */
            items: components["schemas"]["CompanyView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CompanyView
         * @description A company as a clerk sees it in a list.
         */
        CompanyView: {
            /** District Code */
            district_code: string;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Registered At */
            registered_at: string;
            /** Synthetic */
            synthetic: boolean;
            taxpayer_type: components["schemas"]["TaxpayerType"];
        };
        /**
         * Confirm
         * @description The code on the machine's screen.
         */
        Confirm: {
            /** Code */
            code: string;
        };
        /**
         * CountBody
         * @description The sheet found first in a cassette, null for an empty one, and why it was counted.
         */
        CountBody: {
            found: components["schemas"]["SheetBody"] | null;
            /** Kind */
            kind: string;
            /** Reason */
            reason: string;
        };
        /**
         * CountView
         * @description A count: what it put in doubt, nothing when the books were right.
         */
        CountView: {
            /** Counted At */
            counted_at: string;
            /** Counted By */
            counted_by: string;
            /** Id */
            id: string;
            /** In Doubt */
            in_doubt: components["schemas"]["PacketView"][];
            /** Kind */
            kind: string;
            /** Kiosk Id */
            kiosk_id: string;
        };
        /**
         * CountedBody
         * @description How many parcels were counted in the hand.
         */
        CountedBody: {
            /** Count */
            count: number;
        };
        /**
         * DecisionBody
         * @description What a clerk says.
         */
        DecisionBody: {
            /** Disputes */
            disputes?: components["schemas"]["DisputeFinding"][];
            /** Missing */
            missing?: components["schemas"]["NamedSheets"][];
            /**
             * Next Code
             * @default null
             */
            next_code: string | null;
            /**
             * Next Serial
             * @default null
             */
            next_serial: number | null;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "approve" | "refuse" | "settle" | "found" | "missing" | "handed" | "spoiled";
            /** Reason */
            reason: string;
            /** Taken */
            taken?: components["schemas"]["NamedSheets"][];
        };
        /**
         * DestinationBody
         * @description Where a parcel goes, as typed.
         */
        DestinationBody: {
            /**
             * City
             * @default
             */
            city: string;
            /**
             * County
             * @default
             */
            county: string;
            /** Name */
            name: string;
            /** Phone */
            phone: string;
            /** Province */
            province: string;
            /** Street */
            street: string;
            /**
             * Town
             * @default
             */
            town: string;
        };
        /**
         * DestinationView
         * @description Where a parcel goes; the phone as far as it may be shown.
         */
        DestinationView: {
            /** City */
            city: string;
            /** Code */
            code: string;
            /** County */
            county: string;
            /** Name */
            name: string;
            /** Phone */
            phone: string;
            /** Province */
            province: string;
            /** Street */
            street: string;
            /** Town */
            town: string;
        };
        /**
         * DeviceView
         * @description One device of the list; a kiosk is named.
         */
        DeviceView: {
            /** Created At */
            created_at: string;
            /** Current */
            current: boolean;
            /** Device Name */
            device_name: string;
            /** Id */
            id: string;
            /** Kiosk Id */
            kiosk_id: string | null;
            /** Last Used At */
            last_used_at: string;
        };
        /**
         * DevicesView
         * @description The devices a person is signed in on, the newest first.
         */
        DevicesView: {
            /** Items */
            items: components["schemas"]["DeviceView"][];
        };
        /**
         * DifferenceView
         * @description A difference between bank and book; `outcome` is but proposed until it is settled.
         */
        DifferenceView: {
            /** Bank Fen */
            bank_fen: number | null;
            /** Book Fen */
            book_fen: number | null;
            /** Book State */
            book_state: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Found At */
            found_at: string;
            /** Id */
            id: string;
            /** Note */
            note: string;
            /** Order Id */
            order_id: string;
            /** Order Kind */
            order_kind: string;
            outcome: components["schemas"]["MoneyOutcome"] | null;
            /** Owner */
            owner: string;
            /** Proposed By */
            proposed_by: string;
            /** Proposed Note */
            proposed_note: string;
            /** Settled By */
            settled_by: string | null;
            /** State */
            state: string;
            /** Version */
            version: number;
            /** What */
            what: string;
        };
        /**
         * DifferencesView
         * @description One page of differences, the first found first.
         */
        DifferencesView: {
            /** Items */
            items: components["schemas"]["DifferenceView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * DisputeFinding
         * @description How many of a dispute's sheets the collector has; `number` stands in the case's reasons.
         */
        DisputeFinding: {
            /** Number */
            number: number;
            /** Taken */
            taken: number;
        };
        /**
         * DivisionView
         * @description A district of the city.
         */
        DivisionView: {
            /** Code */
            code: string;
            /** Name */
            name: string;
        };
        /**
         * DivisionsView
         * @description The districts to choose from where an address is in this city.
         */
        DivisionsView: {
            /** City */
            city: string;
            /** Items */
            items: components["schemas"]["DivisionView"][];
            /** Province */
            province: string;
        };
        /**
         * Door
         * @description Whether the case stands open.
         * @enum {string}
         */
        Door: "closed" | "open";
        /**
         * DraftBody
         * @description An invoice as typed.
         */
        DraftBody: {
            buyer: components["schemas"]["DraftBuyer"];
            /**
             * Kind
             * @enum {string}
             */
            kind: "D_SPECIAL" | "D_ORD";
            /** Lines */
            lines: components["schemas"]["DraftLine"][];
            prices: components["schemas"]["Prices"];
            /**
             * Remark
             * @default
             */
            remark: string;
            seller?: components["schemas"]["DraftSeller"];
        };
        /**
         * DraftBuyer
         * @description Who buys; the tax number is needed on a special invoice.
         */
        DraftBuyer: {
            /**
             * Account
             * @default
             */
            account: string;
            /**
             * Address
             * @default
             */
            address: string;
            /**
             * Bank
             * @default
             */
            bank: string;
            /** Name */
            name: string;
            /**
             * Natural Person
             * @default false
             */
            natural_person: boolean;
            /**
             * Phone
             * @default
             */
            phone: string;
            /**
             * Tax Id
             * @default
             */
            tax_id: string;
        };
        /**
         * DraftLine
         * @description One line as typed: quantity and unit price, or an amount; a discount follows its line.
         *
         *     Rates are fractions (`0.13`), unit prices yuan, amounts fen; with `prices: inclusive` both
         *     hold the tax.
         */
        DraftLine: {
            /**
             * Amount Fen
             * @default null
             */
            amount_fen: number | null;
            /** Code */
            code: string;
            /**
             * Discount
             * @default false
             */
            discount: boolean;
            /** Name */
            name: string;
            /**
             * Quantity
             * @default null
             */
            quantity: string | null;
            /** Rate */
            rate: string;
            /**
             * Specification
             * @default
             */
            specification: string;
            /**
             * Tax Fen
             * @default null
             */
            tax_fen: number | null;
            /** @default taxed */
            treatment: components["schemas"]["Treatment"];
            /**
             * Unit
             * @default
             */
            unit: string;
            /**
             * Unit Price
             * @default null
             */
            unit_price: string | null;
        };
        /**
         * DraftSeller
         * @description What else the face says of the seller; name and number are the company's.
         */
        DraftSeller: {
            /**
             * Account
             * @default
             */
            account: string;
            /**
             * Address
             * @default
             */
            address: string;
            /**
             * Bank
             * @default
             */
            bank: string;
            /**
             * Phone
             * @default
             */
            phone: string;
        };
        /**
         * EInvoiceLineView
         * @description An e-invoice in a list.
         */
        EInvoiceLineView: {
            /** Amount Fen */
            amount_fen: number;
            /** Buyer Id */
            buyer_id: string;
            /** Buyer Name */
            buyer_name: string;
            /** Id */
            id: string;
            /** Issued At */
            issued_at: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "D_SPECIAL" | "D_ORD";
            /** Number */
            number: string;
            /** Seller Id */
            seller_id: string;
            /** Seller Name */
            seller_name: string;
            /**
             * State
             * @enum {string}
             */
            state: "issued" | "partly-reversed" | "reversed";
            /** Tax Fen */
            tax_fen: number;
            /** Total Fen */
            total_fen: number;
            /** Version */
            version: number;
        };
        /**
         * EInvoiceView
         * @description An e-invoice as it is today, with its whole face.
         */
        EInvoiceView: {
            /** Amount Fen */
            amount_fen: number;
            /** Booked */
            booked: boolean;
            buyer: components["schemas"]["PartyView"];
            /** Checks */
            checks: components["schemas"]["MadeCheckView"][];
            /** Company Id */
            company_id: string;
            /** Confirmation */
            confirmation: string | null;
            /** Heading */
            heading: string;
            /** Id */
            id: string;
            /** Issued At */
            issued_at: string;
            /** Issuer */
            issuer: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "D_SPECIAL" | "D_ORD";
            /** Lines */
            lines: components["schemas"]["FaceLineView"][];
            /** Natural Buyer */
            natural_buyer: boolean;
            /** Number */
            number: string;
            /** Red Form Id */
            red_form_id: string | null;
            /** Red Of */
            red_of: string | null;
            /** Remaining */
            remaining: components["schemas"]["RemainingView"][];
            /** Remark */
            remark: string;
            seller: components["schemas"]["PartyView"];
            /**
             * State
             * @enum {string}
             */
            state: "issued" | "partly-reversed" | "reversed";
            /** Tax Fen */
            tax_fen: number;
            /** Total Fen */
            total_fen: number;
            /** Total Words */
            total_words: string;
            /** Use */
            use: ("deduct" | "not-deduct" | "refund") | null;
            /** Version */
            version: number;
            /** Why */
            why: components["schemas"]["LineWhyView"][];
        };
        /**
         * EInvoicesView
         * @description One page of e-invoices.
         */
        EInvoicesView: {
            /** Items */
            items: components["schemas"]["EInvoiceLineView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Ending
         * @description Why a pickup is closed.
         * @enum {string}
         */
        Ending: "expired" | "cancelled" | "mailed";
        /**
         * EnterPayable
         * @description What a clerk enters as owed (查补、核定): for what, by whom, which taxes, until when.
         */
        EnterPayable: {
            /** About */
            about: string;
            /**
             * Due On
             * @default null
             */
            due_on: string | null;
            /** Lines */
            lines: components["schemas"]["LineView"][];
            /** Owner */
            owner: string;
            /**
             * Period
             * @default
             */
            period: string;
            /** What */
            what: string;
        };
        /**
         * FaceLineView
         * @description One line as the face shows it; quantity and unit price are exact, so texts.
         */
        FaceLineView: {
            /** Amount Fen */
            amount_fen: number;
            /** Code */
            code: string;
            /** Discount */
            discount: boolean;
            /** Name */
            name: string;
            /** Quantity */
            quantity: string | null;
            /** Rate */
            rate: string;
            /** Shown Name */
            shown_name: string;
            /** Shown Rate */
            shown_rate: string;
            /** Specification */
            specification: string;
            /** Tax Fen */
            tax_fen: number;
            treatment: components["schemas"]["Treatment"];
            /** Unit */
            unit: string;
            /** Unit Price */
            unit_price: string | null;
        };
        /**
         * FactBody
         * @description A fact to record.
         */
        FactBody: {
            /**
             * Effective From
             * Format: date
             */
            effective_from: string;
            /** Effective To */
            effective_to: string | null;
            name: components["schemas"]["FactName"];
            /** Reason */
            reason: string;
            /** Source */
            source: string;
            /** Value */
            value: string;
        };
        /**
         * FactName
         * @description What is recorded about a company.
         *
         *     `status` is the registration status (纳税人状态, 03 is normal), `credit_grade` the tax credit
         *     grade (纳税信用级别), `verified_use` whether the invoices supplied before were verified (验旧),
         *     `overdue_return` "none" or the period not filed, `risk_block` "none" or why supply is blocked,
         *     `vat_filed` "none" or the last period whose VAT return was filed.
         * @enum {string}
         */
        FactName: "status" | "credit_grade" | "verified_use" | "overdue_return" | "risk_block" | "vat_filed";
        /**
         * FactPage
         * @description Part of the facts of a company, the newest on top.
         */
        FactPage: {
            /** Items */
            items: components["schemas"]["FactView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * FactView
         * @description One recorded fact; days are inclusive.
         */
        FactView: {
            /**
             * Effective From
             * Format: date
             */
            effective_from: string;
            /** Effective To */
            effective_to: string | null;
            /** Id */
            id: string;
            name: components["schemas"]["FactName"];
            /** Reason */
            reason: string;
            /** Recorded At */
            recorded_at: string;
            /** Recorded By */
            recorded_by: string;
            /** Source */
            source: string;
            /** Value */
            value: string;
        };
        /**
         * FaultBody
         * @description Sheets found damaged (`cancelled`) or missing (`lost`), and how that came about.
         */
        FaultBody: {
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "cancelled" | "lost";
            /** Packets */
            packets: components["schemas"]["MailPacketBody"][];
            /** Reason */
            reason: string;
        };
        /**
         * FaultView
         * @description Sheets that somebody found damaged or missing.
         */
        FaultView: {
            /** By */
            by: string;
            /** Outcome */
            outcome: string;
            /** Packets */
            packets: components["schemas"]["MailSheetsView"][];
            /** Reason */
            reason: string;
        };
        /**
         * Fencing
         * @description The number that proves a machine speaks of the newest reservation.
         */
        Fencing: {
            /** Fencing */
            fencing: number;
        };
        /**
         * FileCheckBody
         * @description A file that is to be sent: its format, size, and SHA-256 in lower-case hex.
         */
        FileCheckBody: {
            /** Format */
            format: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
        };
        /**
         * FileCheckTicketView
         * @description Leave to send the file by PUT: the address, the headers to send, and its end.
         */
        FileCheckTicketView: {
            /** Expires At */
            expires_at: string;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /** Url */
            url: string;
        };
        /**
         * FileCheckView
         * @description A check as it stands; `ends_at` is when nothing is told of it any more.
         */
        FileCheckView: {
            /** Ends At */
            ends_at: string;
            found: components["schemas"]["FileFindingView"] | null;
            /** Id */
            id: string;
            /**
             * Stage
             * @enum {string}
             */
            stage: "offered" | "asked" | "judged";
        };
        /**
         * FileFindingView
         * @description What a file is; `record` is the state of the invoice now, for an unchanged file alone.
         */
        FileFindingView: {
            /**
             * Finding
             * @enum {string}
             */
            finding: "unchanged" | "changed" | "not-ours";
            /** Form */
            form: string | null;
            /** Number */
            number: string | null;
            /** Record */
            record: ("issued" | "partly-reversed" | "reversed" | "unknown") | null;
        };
        /**
         * FileLinkView
         * @description Leave to fetch one file by GET, and its end.
         */
        FileLinkView: {
            /** Expires At */
            expires_at: string;
            /** Url */
            url: string;
        };
        /**
         * FileView
         * @description A result that can be fetched.
         */
        FileView: {
            /** Content Type */
            content_type: string;
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
        };
        /**
         * FilingBody
         * @description What is to be taken back, and why; without lines all that is left.
         */
        FilingBody: {
            /** Invoice Id */
            invoice_id: string;
            /**
             * Lines
             * @default null
             */
            lines: components["schemas"]["RedPart"][] | null;
            /**
             * Reason
             * @enum {string}
             */
            reason: "01" | "02" | "03" | "04";
        };
        /**
         * FillingBody
         * @description The packet, and its kind of paper.
         */
        FillingBody: {
            /** Code */
            code: string;
            /** First */
            first: number;
            /** Kind */
            kind: string;
            /** Last */
            last: number;
        };
        /**
         * FindingView
         * @description What a clerk saw at a silent machine: the first sheet still inside, null for none.
         *
         *     `taken` are the sheets that the collector had.
         */
        FindingView: {
            /** Next Code */
            next_code: string | null;
            /** Next Serial */
            next_serial: number | null;
            /** Taken */
            taken: components["schemas"]["NamedSheets"][];
        };
        /**
         * FixBody
         * @description One cell put right: the row as shown in the sheet, the column by its name.
         */
        FixBody: {
            /** Column */
            column: string;
            /** Row */
            row: number;
            /** Value */
            value: string;
        };
        /**
         * Follows
         * @description What the opening of a site goes by.
         * @enum {string}
         */
        Follows: "always" | "week" | "host";
        /**
         * ForecastView
         * @description When one kind in a machine runs out; without a basis it says so and gives no hour.
         */
        ForecastView: {
            basis: components["schemas"]["Basis"];
            /** Days */
            days: number;
            /** Kind */
            kind: string;
            /** Left */
            left: number;
            /** Need */
            need: number | null;
            /** Refill */
            refill: boolean;
            /** Runs Out At */
            runs_out_at: string | null;
        };
        /**
         * FormsView
         * @description The static forms of a code.
         */
        FormsView: {
            /** Ends At */
            ends_at: string;
            link: components["schemas"]["LinkView"] | null;
            /** Paper */
            paper: string;
            /** Short Code */
            short_code: string;
        };
        /**
         * Grant
         * @description An approval of a kind; without terms a new company's values hold.
         *
         *     To change what was approved, the `version` that was seen.
         */
        Grant: {
            /** Reason */
            reason: string;
            /** @default null */
            terms: components["schemas"]["TermsBody"] | null;
            /**
             * Version
             * @default null
             */
            version: number | null;
        };
        /**
         * HandoverState
         * @description Where a list stands.
         * @enum {string}
         */
        HandoverState: "open" | "confirmed" | "cancelled";
        /**
         * HandoverView
         * @description A hand-over list; `parcels` is empty in a list of lists.
         */
        HandoverView: {
            /** Count */
            count: number;
            /** Courier */
            courier: string;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** Id */
            id: string;
            /** Late */
            late: boolean;
            /** Opened At */
            opened_at: string;
            /** Opened By */
            opened_by: string;
            /** Parcels */
            parcels: string[];
            /** Site Id */
            site_id: string;
            state: components["schemas"]["HandoverState"];
            /** Version */
            version: number;
        };
        /**
         * HandoversView
         * @description A page of hand-over lists, newest first.
         */
        HandoversView: {
            /** Items */
            items: components["schemas"]["HandoverView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * HealthView
         * @description The process is up.
         */
        HealthView: {
            /**
             * State
             * @default ok
             * @constant
             */
            state: "ok";
        };
        /**
         * Heartbeat
         * @description What a machine reports of itself.
         */
        Heartbeat: {
            /**
             * Clock At
             * Format: date-time
             */
            clock_at: string;
            door: components["schemas"]["Door"];
            /** Jam */
            jam: boolean;
            paper: components["schemas"]["Paper"];
            /** Stock */
            stock: {
                [key: string]: number;
            };
            /**
             * Tray Left
             * @default false
             */
            tray_left: boolean;
            /** Version */
            version: string;
        };
        /**
         * HistoryView
         * @description A page of a history, oldest first.
         */
        HistoryView: {
            /** Items */
            items: components["schemas"]["StepView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * InboxView
         * @description A page of cases.
         */
        InboxView: {
            /** Items */
            items: components["schemas"]["CaseView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ItemView
         * @description A classification with the rates that a company may choose today.
         */
        ItemView: {
            /** Code */
            code: string;
            /** Name En */
            name_en: string;
            /** Name Zh */
            name_zh: string;
            /** Rates */
            rates: components["schemas"]["RateView"][];
            /** Short Name */
            short_name: string;
        };
        /**
         * ItemsView
         * @description What a company may put on an invoice.
         */
        ItemsView: {
            /** Items */
            items: components["schemas"]["ItemView"][];
        };
        /**
         * JobBody
         * @description A request for a job; which parts it needs, its kind says.
         */
        JobBody: {
            /** Fixes */
            fixes?: components["schemas"]["FixBody"][];
            /** Invoice Ids */
            invoice_ids?: string[];
            /**
             * Upload Id
             * @default null
             */
            upload_id: string | null;
            /** What */
            what: string;
        };
        /**
         * JobProblemView
         * @description Why a job failed: a code of the catalogue, what fills it, and the words in each language.
         */
        JobProblemView: {
            /** Code */
            code: string;
            /** Params */
            params: {
                [key: string]: unknown;
            };
            /** Words */
            words: {
                [key: string]: components["schemas"]["WordsView"];
            };
        };
        /**
         * JobView
         * @description A job as it is today; `starts_at` is the end of its undo window, where it has one.
         *
         *     One that is `stopping` issues nothing more, and ends once it has told what it issued.
         */
        JobView: {
            /** Asked At */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /** Attempts */
            attempts: number;
            /** Company Id */
            company_id: string;
            /** Done */
            done: number;
            /** Ended At */
            ended_at: string | null;
            /** Files */
            files: components["schemas"]["FileView"][];
            /** Id */
            id: string;
            /** Kept Until */
            kept_until: string | null;
            problem: components["schemas"]["JobProblemView"] | null;
            /** Purged */
            purged: boolean;
            /** Starts At */
            starts_at: string;
            /** State */
            state: string;
            /** Stopping */
            stopping: boolean;
            /** Total */
            total: number;
            /** Version */
            version: number;
            /** What */
            what: string;
        };
        /**
         * JobsView
         * @description One page of jobs, newest first.
         */
        JobsView: {
            /** Items */
            items: components["schemas"]["JobView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * JournalView
         * @description How far the house has come.
         */
        JournalView: {
            /** Next */
            next: number;
        };
        /**
         * Journaled
         * @description The last entry of a kiosk's journal; 0 and nothing when it has none.
         */
        Journaled: {
            /** Digest */
            digest: string;
            /** Number */
            number: number;
        };
        /**
         * Kind
         * @description A paper kind by its internal id; digital invoices need no supply.
         * @enum {string}
         */
        Kind: "P_SPECIAL" | "P_ORD" | "P_ROLL" | "P_GENERAL" | "DP_SPECIAL" | "DP_ORD";
        /**
         * KindView
         * @description One approved kind as it is today.
         *
         *     The limits of a month and in hand count `factor` times; `grade_cap` bounds one application too.
         */
        KindView: {
            /**
             * Effective From
             * Format: date
             */
            effective_from: string;
            /** Effective To */
            effective_to: string | null;
            /** Factor */
            factor: number;
            /** Grade Cap */
            grade_cap: number | null;
            /** Holding */
            holding: number;
            kind: components["schemas"]["Kind"];
            /** Left Now */
            left_now: number;
            /** Max Holding */
            max_holding: number;
            /** Max Per Month */
            max_per_month: number;
            /** Max Per Sheet Fen */
            max_per_sheet_fen: number;
            /** Max Per Time */
            max_per_time: number;
            /** Name En */
            name_en: string;
            /** Name Zh */
            name_zh: string;
            supply_method: components["schemas"]["SupplyMethod"];
            /** Taken This Month */
            taken_this_month: number;
            /** Version */
            version: number;
            /** Waiting */
            waiting: number;
        };
        /**
         * KindsView
         * @description The approved kinds of a company.
         */
        KindsView: {
            /** Items */
            items: components["schemas"]["KindView"][];
        };
        /**
         * KioskView
         * @description A kiosk as staff see it.
         */
        KioskView: {
            /** Cassettes */
            cassettes: components["schemas"]["CassetteView"][];
            /** Clock Skew Seconds */
            clock_skew_seconds: number | null;
            door: components["schemas"]["Door"];
            /** Forecasts */
            forecasts: components["schemas"]["ForecastView"][];
            /** Held Up */
            held_up: boolean;
            /** Id */
            id: string;
            /** Jam */
            jam: boolean;
            /** Last Heard At */
            last_heard_at: string | null;
            /** Name */
            name: string;
            /** Out Reason */
            out_reason: string | null;
            /** Paired */
            paired: boolean;
            paper: components["schemas"]["Paper"];
            /** Silent */
            silent: boolean;
            /** Site Id */
            site_id: string;
            /** Site Name */
            site_name: string;
            /** Software */
            software: string | null;
            state: components["schemas"]["State"];
            /** Uncounted */
            uncounted: string[];
            /** Version */
            version: number;
            /** Why Not */
            why_not: string | null;
        };
        /**
         * KiosksView
         * @description One page of kiosks.
         */
        KiosksView: {
            /** Items */
            items: components["schemas"]["KioskView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * LastServiceView
         * @description The service that gave sheets last: where, when, how many, and which.
         */
        LastServiceView: {
            /** Count */
            count: number;
            /** Ended At */
            ended_at: string;
            /** Kiosk Id */
            kiosk_id: string;
            /** Serials */
            serials: components["schemas"]["SheetsView"][];
        };
        /**
         * Lasting
         * @description For how long a quota is asked.
         * @enum {string}
         */
        Lasting: "month" | "for-good";
        /**
         * LeaseView
         * @description What a kiosk needs to serve one pickup without asking.
         *
         *     `secrets` has one for every key whose passes may still live, by `kid`.
         */
        LeaseView: {
            /** Count */
            count: number;
            /** Expires At */
            expires_at: string;
            /** Fencing */
            fencing: number;
            /** Generation */
            generation: number;
            /** Kid */
            kid: number;
            /** Kind */
            kind: string;
            /** Pickup Id */
            pickup_id: string;
            /** Secrets */
            secrets: {
                [key: string]: string;
            };
        };
        /**
         * LeasesView
         * @description A kiosk's leases: until when they hold, and until when it may begin a service.
         */
        LeasesView: {
            /** Keys */
            keys: {
                [key: string]: string;
            };
            /** Leases */
            leases: components["schemas"]["LeaseView"][];
            /** Recalls */
            recalls: string[];
            /** Serve Until */
            serve_until: string;
            /** Server Time */
            server_time: string;
            /** Until */
            until: string;
        };
        /**
         * LentListView
         * @description A page of what is lent to a person, the first to end first.
         */
        LentListView: {
            /** Items */
            items: components["schemas"]["LentView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * LentView
         * @description A pickup as its borrower sees it: neither the company nor what happened before.
         */
        LentView: {
            /** Count */
            count: number;
            ended: components["schemas"]["Ending"] | null;
            /** Handed Count */
            handed_count: number;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Lender Name */
            lender_name: string;
            /** Loan Id */
            loan_id: string;
            /** Locked */
            locked: boolean;
            /** @default null */
            pass: components["schemas"]["PassView"] | null;
            reservation: components["schemas"]["ServiceView"] | null;
            /** Server Time */
            server_time: string;
            /** Site Id */
            site_id: string | null;
            /** Site Name */
            site_name: string | null;
            /** State */
            state: string;
            /** Until */
            until: string;
            /** Version */
            version: number;
        };
        /**
         * Line
         * @description One entry: the text that was signed, and the signature (r and s, base64url).
         */
        Line: {
            /** Signature */
            signature: string;
            /** Text */
            text: string;
        };
        /**
         * LineView
         * @description One tax of a payable.
         */
        LineView: {
            /** Amount Fen */
            amount_fen: number;
            /** Tax */
            tax: string;
        };
        /**
         * LineWhyView
         * @description Why a line has its tax: formula, tax and product before rounding, and whose rate it is.
         */
        LineWhyView: {
            /** Effective From */
            effective_from: string | null;
            /** Effective To */
            effective_to: string | null;
            /** Exact Tax */
            exact_tax: string;
            /**
             * Formula
             * @enum {string}
             */
            formula: "exclusive" | "inclusive" | "stated" | "untaxed";
            /** Product */
            product: string | null;
            /** Source */
            source: string | null;
        };
        /**
         * LinkView
         * @description A pass link that stands; `path` follows the origin the page itself came from.
         */
        LinkView: {
            /** Id */
            id: string;
            /** Made At */
            made_at: string;
            /** Path */
            path: string;
        };
        /**
         * LoanView
         * @description To whom a pickup is lent, and until when.
         */
        LoanView: {
            /** Id */
            id: string;
            /** Lender Name */
            lender_name: string;
            /** Lent At */
            lent_at: string;
            /** Name */
            name: string;
            /** Phone Masked */
            phone_masked: string;
            /** Until */
            until: string;
        };
        /**
         * LoanWish
         * @description Whom an owner names, and until when they may collect.
         */
        LoanWish: {
            /** Name */
            name: string;
            /** Phone */
            phone: string;
            /**
             * Until
             * Format: date-time
             */
            until: string;
        };
        /**
         * LotView
         * @description Sheets set apart: what they are, whose they were to be, and what was decided.
         */
        LotView: {
            affected: components["schemas"]["AffectedView"] | null;
            /** Decisions */
            decisions: components["schemas"]["RulingView"][];
            /** Free */
            free: components["schemas"]["PacketView"][];
            /** Id */
            id: string;
            /** Is Open */
            is_open: boolean;
            /** Kind */
            kind: string;
            /** Kiosk Id */
            kiosk_id: string;
            /** May */
            may: components["schemas"]["Outcome"][];
            nature: components["schemas"]["Nature"];
            /** Needs Second */
            needs_second: components["schemas"]["Outcome"][];
            /** Packets */
            packets: components["schemas"]["PacketView"][];
            /** Reprints */
            reprints: components["schemas"]["ReprintView"][];
            /** Since */
            since: string;
            /** Site Id */
            site_id: string;
            /** Site Name */
            site_name: string;
            /** Version */
            version: number;
            /** Why */
            why: string;
        };
        /**
         * LotsView
         * @description One page of what waits for a decision.
         */
        LotsView: {
            /** Items */
            items: components["schemas"]["LotView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MadeCheckView
         * @description One check as it was made: what it looked at, by which rule, and what came out.
         */
        MadeCheckView: {
            /** Code */
            code: string;
            /** Inputs */
            inputs: {
                [key: string]: number | string | null;
            };
            /** Number */
            number: number;
            /** Passed */
            passed: boolean;
            /** Reason */
            reason: string | null;
            /** Rule */
            rule: string;
        };
        /**
         * MailOrderView
         * @description An order by mail as its owner sees it; `free` says that they may still decide otherwise.
         */
        MailOrderView: {
            /** Address Id */
            address_id: string;
            /** Application Id */
            application_id: string;
            /** Company Id */
            company_id: string;
            /** Count */
            count: number;
            /** Free */
            free: boolean;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Opened At */
            opened_at: string;
            parcel: components["schemas"]["TrackView"] | null;
            /** Pickup Id */
            pickup_id: string | null;
            /** Serials */
            serials: components["schemas"]["MailSheetsView"][];
            state: components["schemas"]["OrderState"];
            to: components["schemas"]["DestinationView"];
            /** Version */
            version: number;
        };
        /**
         * MailOrdersView
         * @description A page of a company's orders by mail, newest first.
         */
        MailOrdersView: {
            /** Items */
            items: components["schemas"]["MailOrderView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MailPacketBody
         * @description First and last sheet of consecutive serials, as scanned.
         */
        MailPacketBody: {
            /** Code */
            code: string;
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * MailReason
         * @description Why something is done.
         */
        MailReason: {
            /** Reason */
            reason: string;
        };
        /**
         * MailSheetsView
         * @description Consecutive serials.
         */
        MailSheetsView: {
            /** Code */
            code: string;
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * MailTaskView
         * @description A task of the mail room.
         */
        MailTaskView: {
            /** About */
            about: string;
            /** Due At */
            due_at: string | null;
            /** Id */
            id: string;
            /** Is Open */
            is_open: boolean;
            kind: components["schemas"]["TaskKind"];
            /** Opened At */
            opened_at: string | null;
            /** Owner */
            owner: string | null;
            /** Owner Name */
            owner_name: string;
            /** Reason */
            reason: string;
            /** Site Id */
            site_id: string;
            /** Version */
            version: number;
        };
        /**
         * MailTasksView
         * @description A page of open tasks, the first due first.
         */
        MailTasksView: {
            /** Items */
            items: components["schemas"]["MailTaskView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Mailing
         * @description Where somebody wants it sent: an address of the company's book.
         */
        Mailing: {
            /** Address Id */
            address_id: string;
        };
        /**
         * MoneyOutcome
         * @description What two clerks find to be true of the money.
         * @enum {string}
         */
        MoneyOutcome: "not-made" | "taken";
        /**
         * NamedSheets
         * @description Consecutive serials as a clerk names them, both ends included.
         */
        NamedSheets: {
            /** Code */
            code: string;
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * Nature
         * @description Whether a sheet is known to be spoiled, or nobody knows.
         * @enum {string}
         */
        Nature: "spoiled" | "in-doubt";
        /**
         * NewsView
         * @description What the carrier told.
         */
        NewsView: {
            /** At */
            at: string;
            /** Code */
            code: string;
            /** Place */
            place: string;
        };
        /**
         * Nothing
         * @description A body that says nothing.
         */
        Nothing: Record<string, never>;
        /**
         * OfferBody
         * @description A file that is to be sent: its name, format, size, and SHA-256 in lower-case hex.
         */
        OfferBody: {
            /** Format */
            format: string;
            /** Name */
            name: string;
            /** Sha256 */
            sha256: string;
            /** Size Bytes */
            size_bytes: number;
        };
        /**
         * OnFailure
         * @description What a failed check leads to.
         * @enum {string}
         */
        OnFailure: "refuse" | "refer";
        /**
         * OpenHandover
         * @description Whose parcels a courier takes, and the courier.
         */
        OpenHandover: {
            /** Courier */
            courier: string;
            /** Site Id */
            site_id: string;
        };
        /**
         * OpenedView
         * @description A session as its device gets it.
         */
        OpenedView: {
            /** Access Token */
            access_token: string;
            /** Expires In Seconds */
            expires_in_seconds: number;
            person: components["schemas"]["PersonView"];
            /** Refresh Token */
            refresh_token: string;
            /** Session Id */
            session_id: string;
        };
        /**
         * OpeningView
         * @description When a site is open; days are ISO weekdays, both empty where it follows its host.
         */
        OpeningView: {
            /** Days */
            days: number[];
            follows: components["schemas"]["Follows"];
            /** Spans */
            spans: components["schemas"]["SpanView"][];
        };
        /**
         * OrderState
         * @description Where an order stands.
         * @enum {string}
         */
        OrderState: "owed" | "taken" | "signed" | "returned" | "lost" | "turned" | "cancelled" | "expired";
        /**
         * Outcome
         * @description What becomes of sheets; only the case of a pickup hands over.
         * @enum {string}
         */
        Outcome: "voided" | "given-back" | "lost" | "handed-over";
        /**
         * OwedListView
         * @description A page of the picking list.
         */
        OwedListView: {
            /** Items */
            items: components["schemas"]["OwedView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * OwedView
         * @description A line of the picking list.
         */
        OwedView: {
            /** Company Id */
            company_id: string;
            /** Company Name */
            company_name: string;
            /** Count */
            count: number;
            /** Destination */
            destination: string;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Late */
            late: boolean;
            /** Opened At */
            opened_at: string;
            to: components["schemas"]["DestinationView"];
        };
        /**
         * PackBody
         * @description The number on the label.
         */
        PackBody: {
            /** Tracking Number */
            tracking_number: string;
        };
        /**
         * PacketBody
         * @description First and last sheet of a packet, as scanned.
         */
        PacketBody: {
            /** Code */
            code: string;
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * PacketView
         * @description Consecutive numbers of one invoice code.
         */
        PacketView: {
            /** Code */
            code: string;
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * PairingState
         * @description Where a pairing stands.
         * @enum {string}
         */
        PairingState: "waiting" | "confirmed";
        /**
         * PairingView
         * @description A pairing as its machine sees it.
         */
        PairingView: {
            /** Code */
            code: string;
            /** Expires At */
            expires_at: string;
            /** Id */
            id: string;
            /** Kiosk Id */
            kiosk_id: string | null;
            state: components["schemas"]["PairingState"];
        };
        /**
         * Paper
         * @description How much paper the printer feels.
         * @enum {string}
         */
        Paper: "ok" | "low" | "out" | "unknown";
        /**
         * PaperView
         * @description How much of a kind a mail room has that no parcel has yet.
         */
        PaperView: {
            /** Count */
            count: number;
            /** Kind */
            kind: string;
        };
        /**
         * PapersView
         * @description What a mail room has.
         */
        PapersView: {
            /** Items */
            items: components["schemas"]["PaperView"][];
        };
        /**
         * ParcelLineView
         * @description An order in a parcel, and its serials.
         */
        ParcelLineView: {
            /** Kind */
            kind: string;
            /** Order Id */
            order_id: string;
            /** Serials */
            serials: components["schemas"]["MailSheetsView"][];
        };
        /**
         * ParcelState
         * @description Where a parcel stands.
         * @enum {string}
         */
        ParcelState: "picking" | "picked" | "packed" | "with-carrier" | "out-for-delivery" | "signed" | "returned" | "restocked" | "lost" | "undone";
        /**
         * ParcelView
         * @description A parcel as the mail room sees it; names stand beside those who acted.
         */
        ParcelView: {
            /** Back By */
            back_by: string | null;
            /** Begun By */
            begun_by: string;
            /** Checked By */
            checked_by: string | null;
            /** Company Id */
            company_id: string;
            /** Company Name */
            company_name: string;
            /** Count */
            count: number;
            fault: components["schemas"]["FaultView"] | null;
            /** Fell Due */
            fell_due: string[];
            /** Handed At */
            handed_at: string | null;
            /** Handover Id */
            handover_id: string | null;
            /** Id */
            id: string;
            /** Lines */
            lines: components["schemas"]["ParcelLineView"][];
            /** Loss By */
            loss_by: string | null;
            /** News */
            news: components["schemas"]["NewsView"][];
            /** Received At */
            received_at: string | null;
            /** Scanned By */
            scanned_by: string | null;
            /** Signed At */
            signed_at: string | null;
            /** Since */
            since: string;
            /** Site Id */
            site_id: string;
            state: components["schemas"]["ParcelState"];
            to: components["schemas"]["DestinationView"];
            /** Tracking Number */
            tracking_number: string | null;
            /** Version */
            version: number;
        };
        /**
         * ParcelsView
         * @description A page of parcels.
         */
        ParcelsView: {
            /** Items */
            items: components["schemas"]["ParcelView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PartyView
         * @description A buyer or a seller as the face shows them.
         */
        PartyView: {
            /** Account */
            account: string;
            /** Address */
            address: string;
            /** Bank */
            bank: string;
            /** Name */
            name: string;
            /** Phone */
            phone: string;
            /** Tax Id */
            tax_id: string;
        };
        /**
         * PassView
         * @description What a phone draws the rolling code from.
         */
        PassView: {
            /** Body */
            body: string;
            /** Secret */
            secret: string;
            /** Short Code */
            short_code: string;
            /** Step Seconds */
            step_seconds: number;
            /**
             * Type
             * @default rolling
             * @constant
             */
            type: "rolling";
        };
        /**
         * Pay
         * @description How much is paid of what is owed, and how.
         *
         *     `total_fen` is the sum that was shown: principal and late surcharge of today.
         */
        Pay: {
            /**
             * Agreement Id
             * @default null
             */
            agreement_id: string | null;
            /** Principal Fen */
            principal_fen: number;
            /** Total Fen */
            total_fen: number;
            way: components["schemas"]["PayWay"];
        };
        /**
         * PayWay
         * @description How it is paid: by three-party agreement (三方协议), or by a code that is scanned (扫码).
         * @enum {string}
         */
        PayWay: "agreement" | "code";
        /**
         * PayableView
         * @description A payable as it is today; `attempt` is the payment under way.
         */
        PayableView: {
            /** About */
            about: string;
            /** Amount Fen */
            amount_fen: number;
            /** Attempt */
            attempt: string | null;
            /** Due On */
            due_on: string | null;
            /** Id */
            id: string;
            /** Left Fen */
            left_fen: number;
            /** Lines */
            lines: components["schemas"]["LineView"][];
            /** Opened At */
            opened_at: string;
            /** Owner */
            owner: string;
            /** Paid Fen */
            paid_fen: number;
            /** Period */
            period: string;
            /** State */
            state: string;
            /** Surcharge Paid Fen */
            surcharge_paid_fen: number;
            today: components["schemas"]["QuoteView"];
            /** Version */
            version: number;
            /** What */
            what: string;
        };
        /**
         * PayablesView
         * @description One page of payables, newest first.
         */
        PayablesView: {
            /** Items */
            items: components["schemas"]["PayableView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PaymentView
         * @description A payment as it is today; `code_text` is what the code to be scanned says.
         *
         *     `surplus_fen` is what the bank took beside what was owed: it can be claimed back too.
         */
        PaymentView: {
            /** About */
            about: string;
            /** Agreement Id */
            agreement_id: string | null;
            /** Amount Fen */
            amount_fen: number;
            /** Asked At */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /** Bank No */
            bank_no: string | null;
            /** Closing */
            closing: boolean;
            /** Code Text */
            code_text: string | null;
            /** Id */
            id: string;
            /** Payable Id */
            payable_id: string;
            /** Principal Fen */
            principal_fen: number;
            /** Reason */
            reason: string;
            /** Refunded Fen */
            refunded_fen: number;
            /** Settled At */
            settled_at: string | null;
            /** State */
            state: string;
            /** Surcharge Fen */
            surcharge_fen: number;
            /** Surplus Fen */
            surplus_fen: number;
            /** Valid Until */
            valid_until: string;
            /** Version */
            version: number;
            way: components["schemas"]["PayWay"];
            /** What */
            what: string;
        };
        /**
         * PaymentsView
         * @description One page of payments, newest first.
         */
        PaymentsView: {
            /** Items */
            items: components["schemas"]["PaymentView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * PersonBody
         * @description A person to authorise; to change an authority, the `version` that was seen.
         */
        PersonBody: {
            /** Invoice Agent */
            invoice_agent: boolean;
            /** Name */
            name: string;
            /** Real Name Verified */
            real_name_verified: boolean;
            role: components["schemas"]["Role"];
            /**
             * Valid From
             * @default null
             */
            valid_from: string | null;
            /**
             * Valid To
             * @default null
             */
            valid_to: string | null;
            /**
             * Version
             * @default null
             */
            version: number | null;
        };
        /**
         * PersonView
         * @description Who is signed in; the number only masked.
         */
        PersonView: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Phone Masked */
            phone_masked: string;
            /** Staff Roles */
            staff_roles: string[];
        };
        /**
         * PickupView
         * @description A pickup as its owner sees it.
         */
        PickupView: {
            /** Application Id */
            application_id: string;
            /** Company Id */
            company_id: string;
            /** Count */
            count: number;
            ended: components["schemas"]["Ending"] | null;
            /** Expires At */
            expires_at: string;
            /** Handed Count */
            handed_count: number;
            /** Id */
            id: string;
            /** Issued At */
            issued_at: string;
            /** Kind */
            kind: string;
            last_service: components["schemas"]["LastServiceView"] | null;
            loan: components["schemas"]["LoanView"] | null;
            /** Locked */
            locked: boolean;
            /** @default null */
            pass: components["schemas"]["PassView"] | null;
            /** Reminded At */
            reminded_at: string | null;
            report: components["schemas"]["ReportView"] | null;
            /** Reportable Until */
            reportable_until: string | null;
            /** Reprinted */
            reprinted: number;
            reservation: components["schemas"]["ServiceView"] | null;
            /** Serials */
            serials: components["schemas"]["SheetsView"][];
            /** Server Time */
            server_time: string;
            /** Site Id */
            site_id: string | null;
            /** Site Name */
            site_name: string | null;
            /** State */
            state: string;
            /** Version */
            version: number;
            wish: components["schemas"]["WishView"] | null;
        };
        /**
         * PickupsView
         * @description A page of a company's pickups.
         */
        PickupsView: {
            /** Items */
            items: components["schemas"]["PickupView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Place
         * @description Where a kiosk stands and what it is called; to change that, how it was `seen` to stand.
         */
        Place: {
            /** Name */
            name: string;
            /**
             * @default {
             *       "name": "",
             *       "site_id": ""
             *     }
             */
            seen: components["schemas"]["Stands"];
            /** Site Id */
            site_id: string;
        };
        /**
         * PreviewView
         * @description What issuing would do now; `extra_fen` is what the quota would be extended by first.
         */
        PreviewView: {
            /** Amount Fen */
            amount_fen: number;
            /** Checks */
            checks: components["schemas"]["MadeCheckView"][];
            /** Extension */
            extension: components["schemas"]["MadeCheckView"][];
            /** Extra Fen */
            extra_fen: number;
            /** Lines */
            lines: components["schemas"]["FaceLineView"][];
            quota: components["schemas"]["QuotaView"];
            /** Tax Fen */
            tax_fen: number;
            /** Total Fen */
            total_fen: number;
            /** Total Words */
            total_words: string;
            /** Why */
            why: components["schemas"]["LineWhyView"][];
        };
        /**
         * Prices
         * @description Whether what is typed holds the tax (含税) or not.
         * @enum {string}
         */
        Prices: "exclusive" | "inclusive";
        /**
         * ProposeOutcome
         * @description What a clerk finds to be true of the money, on the bank's word in writing, and why.
         */
        ProposeOutcome: {
            outcome: components["schemas"]["MoneyOutcome"];
            /** Reason */
            reason: string;
        };
        /**
         * PublicKey
         * @description A P-256 public key; what else a browser writes beside it is not looked at.
         */
        PublicKey: {
            /**
             * Crv
             * @constant
             */
            crv: "P-256";
            /**
             * Kty
             * @constant
             */
            kty: "EC";
            /** X */
            x: string;
            /** Y */
            y: string;
        };
        /**
         * QuotaForecastView
         * @description How the month goes on at its pace, or at that of the month before; `null` lasts.
         */
        QuotaForecastView: {
            /** Month End Fen */
            month_end_fen: number;
            /** Pace Month */
            pace_month: string;
            /** Runs Out On */
            runs_out_on: string | null;
            /** Short Fen */
            short_fen: number;
        };
        /**
         * QuotaView
         * @description What may be issued now, before and after filing, and what it is made of.
         */
        QuotaView: {
            /** After Filing Fen */
            after_filing_fen: number;
            /** Available Fen */
            available_fen: number;
            /** Before Filing Fen */
            before_filing_fen: number;
            /** Due */
            due: string | null;
            /** Filed */
            filed: boolean;
            /** Left Before Fen */
            left_before_fen: number;
            /** Quota Fen */
            quota_fen: number;
            /** Used Fen */
            used_fen: number;
        };
        /**
         * QuotaWhyView
         * @description A company's quota of this month, why it is so much, and when it runs out.
         */
        QuotaWhyView: {
            /** After Filing Fen */
            after_filing_fen: number;
            /** Available Fen */
            available_fen: number;
            /** Base Fen */
            base_fen: number;
            /** Before Filing Fen */
            before_filing_fen: number;
            /** Company Id */
            company_id: string;
            /** Due */
            due: string | null;
            /** Extra Fen */
            extra_fen: number;
            /** Filed */
            filed: boolean;
            forecast: components["schemas"]["QuotaForecastView"] | null;
            /** Left Before Fen */
            left_before_fen: number;
            /** Month */
            month: string;
            /** Quota Fen */
            quota_fen: number;
            /** Used Fen */
            used_fen: number;
            /** Version */
            version: number;
            /** Why */
            why: components["schemas"]["MadeCheckView"][];
        };
        /**
         * QuoteView
         * @description What paying the rest costs today.
         */
        QuoteView: {
            /** Days Late */
            days_late: number;
            /**
             * On
             * Format: date
             */
            on: string;
            /** Principal Fen */
            principal_fen: number;
            /** Surcharge Fen */
            surcharge_fen: number;
            /** Total Fen */
            total_fen: number;
        };
        /**
         * RateView
         * @description A rate that may be chosen.
         */
        RateView: {
            /** Rate */
            rate: string;
            /** Shown */
            shown: string;
            treatment: components["schemas"]["Treatment"];
        };
        /**
         * RedFormView
         * @description A form as it stands now; `answer_by` is the end of the other side's 72 hours.
         *
         *     `issue_by` is when one that waits for its red invoice lets the blue one go.
         */
        RedFormView: {
            /** Amount Fen */
            amount_fen: number;
            /** Answer By */
            answer_by: string | null;
            /** Buyer Id */
            buyer_id: string;
            /** Buyer Name */
            buyer_name: string;
            /** Ended At */
            ended_at: string | null;
            /** Filed At */
            filed_at: string;
            /**
             * Filed For
             * @enum {string}
             */
            filed_for: "seller" | "buyer";
            /** Id */
            id: string;
            /** Invoice Id */
            invoice_id: string;
            /** Invoice Number */
            invoice_number: string;
            /** Issue By */
            issue_by: string | null;
            /** Lines */
            lines: components["schemas"]["TakeView"][];
            /**
             * Reason
             * @enum {string}
             */
            reason: "01" | "02" | "03" | "04";
            /** Red Id */
            red_id: string | null;
            /** Red Number */
            red_number: string | null;
            /** Seller Id */
            seller_id: string;
            /** Seller Name */
            seller_name: string;
            /**
             * State
             * @enum {string}
             */
            state: "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13";
            /** Tax Fen */
            tax_fen: number;
            /** Transfer Out Fen */
            transfer_out_fen: number;
            /** Version */
            version: number;
        };
        /**
         * RedFormsView
         * @description One page of forms, newest first.
         */
        RedFormsView: {
            /** Items */
            items: components["schemas"]["RedFormView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RedPart
         * @description A part of one line: its place (from 0), the amount without tax, and how many.
         */
        RedPart: {
            /** Amount Fen */
            amount_fen: number;
            /** Line */
            line: number;
            /**
             * Quantity
             * @default null
             */
            quantity: string | null;
        };
        /**
         * RefreshBody
         * @description The refresh token the device holds.
         */
        RefreshBody: {
            /** Refresh Token */
            refresh_token: string;
        };
        /**
         * RefundCaseView
         * @description A refund as clerks see it: whose it is, and who decided what.
         */
        RefundCaseView: {
            /** Claimed By */
            claimed_by: string;
            decided: components["schemas"]["ClerkSaidView"] | null;
            /** Owner */
            owner: string;
            /** Owner Name */
            owner_name: string;
            proposed: components["schemas"]["ClerkSaidView"] | null;
            refund: components["schemas"]["RefundView"];
        };
        /**
         * RefundCasesView
         * @description One page of refunds for clerks, the first promised first.
         */
        RefundCasesView: {
            /** Items */
            items: components["schemas"]["RefundCaseView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RefundReason
         * @description Why a clerk proposes, approves or declines.
         */
        RefundReason: {
            /** Reason */
            reason: string;
        };
        /**
         * RefundView
         * @description A refund as its owner sees it; `promised_at` is when it is promised at the latest.
         */
        RefundView: {
            /** About */
            about: string;
            /** Amount Fen */
            amount_fen: number;
            /** Bank No */
            bank_no: string | null;
            /** Claim Reason */
            claim_reason: string;
            /** Claimed At */
            claimed_at: string;
            /** Id */
            id: string;
            /** Payable Id */
            payable_id: string;
            /** Payment Id */
            payment_id: string;
            /** Promised At */
            promised_at: string;
            /** Reason */
            reason: string;
            /** Settled At */
            settled_at: string | null;
            /** State */
            state: string;
            /** Version */
            version: number;
            /** What */
            what: string;
        };
        /**
         * RefundsView
         * @description One page of refunds.
         */
        RefundsView: {
            /** Items */
            items: components["schemas"]["RefundView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * RemainingView
         * @description What of a line is not taken back; no quantity where the line counts nothing, or no more.
         */
        RemainingView: {
            /** Amount Fen */
            amount_fen: number;
            /** Quantity */
            quantity: string | null;
            /** Tax Fen */
            tax_fen: number;
        };
        /**
         * ReportView
         * @description What was reported of it; `outcome` is None until a clerk decided, else found or missing.
         *
         *     `taken_back` counts the sheets that the machine drew back in because nobody took them: then it
         *     is the machine that reports.
         */
        ReportView: {
            /** At */
            at: string;
            /** Has */
            has: number;
            /** Id */
            id: string;
            /** Note */
            note: string;
            /** Outcome */
            outcome: string | null;
            /** Taken Back */
            taken_back: number;
        };
        /**
         * ReprintView
         * @description A sheet that was printed in the place of one set apart.
         */
        ReprintView: {
            /** At */
            at: string;
            /** Gone Code */
            gone_code: string;
            /** Gone Number */
            gone_number: number;
            /** Printed Code */
            printed_code: string;
            /** Printed Number */
            printed_number: number;
        };
        /**
         * ReservationView
         * @description A reservation as its kiosk sees it.
         *
         *     `segments` stand in the order in which paper leaves; `handed_count` is of the whole order, this
         *     service's own once it ended; `state` is reserved, dispensing, open, dispensed or stopped.
         */
        ReservationView: {
            /** Confirmed */
            confirmed: number;
            /** Count */
            count: number;
            /** Fencing */
            fencing: number;
            /** Handed Count */
            handed_count: number;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Pickup Id */
            pickup_id: string;
            /** Segments */
            segments: components["schemas"]["SheetsView"][];
            /** State */
            state: string;
            /** Until */
            until: string;
        };
        /**
         * RestockState
         * @description Where an act stands.
         * @enum {string}
         */
        RestockState: "opened" | "confirmed" | "cancelled" | "lapsed";
        /**
         * RestockView
         * @description An act as clerks see it; while it is open the packets stay unsaid, only their count.
         */
        RestockView: {
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** Ended By Name */
            ended_by_name: string | null;
            /** Expires At */
            expires_at: string;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Kiosk Id */
            kiosk_id: string;
            /** Opened At */
            opened_at: string;
            /** Opened By */
            opened_by: string;
            /** Opened By Name */
            opened_by_name: string;
            /** Packet Count */
            packet_count: number;
            /** Packets */
            packets: components["schemas"]["PacketView"][];
            /** Reason */
            reason: string | null;
            /** Sheets */
            sheets: number;
            state: components["schemas"]["RestockState"];
            way: components["schemas"]["Way"];
        };
        /**
         * RestocksView
         * @description One page of a kiosk's acts.
         */
        RestocksView: {
            /** Items */
            items: components["schemas"]["RestockView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Retraction
         * @description How many sheets the machine took back from its tray.
         */
        Retraction: {
            /** Count */
            count: number;
            /** Fencing */
            fencing: number;
        };
        /**
         * Returned
         * @description The leases a kiosk gives back, and how far its journal has come.
         */
        Returned: {
            /** @default null */
            journal: components["schemas"]["Journaled"] | null;
            /**
             * Returned
             * @default []
             */
            returned: string[];
        };
        /**
         * ReturnedView
         * @description Sheets of an approval that nobody fetched; `until` is when they stop being one tap away.
         */
        ReturnedView: {
            /** At */
            at: string;
            /** Count */
            count: number;
            /** Reason */
            reason: string;
            /** Until */
            until: string | null;
        };
        /**
         * Role
         * @description What a person is in a company.
         * @enum {string}
         */
        Role: "legal-representative" | "finance-head" | "invoice-agent" | "bookkeeper";
        /**
         * RulingBody
         * @description What becomes of which sheets, why, and the version that was seen.
         */
        RulingBody: {
            outcome: components["schemas"]["Outcome"];
            /** Packets */
            packets: components["schemas"]["PacketBody"][];
            /** Reason */
            reason: string;
            /** Version */
            version: number;
        };
        /**
         * RulingView
         * @description A decision as clerks see it.
         */
        RulingView: {
            /** At */
            at: string;
            /** By */
            by: string;
            /** By Name */
            by_name: string;
            /** Id */
            id: string;
            outcome: components["schemas"]["Outcome"];
            /** Packets */
            packets: components["schemas"]["PacketView"][];
            /** Reason */
            reason: string;
            /** Second */
            second: string | null;
            /** Second At */
            second_at: string | null;
            /** Second Name */
            second_name: string | null;
            stand: components["schemas"]["Stand"];
        };
        /**
         * Scan
         * @description What a kiosk read, what the collector typed, and how far the kiosk's journal has come.
         */
        Scan: {
            /** Code */
            code: string;
            /**
             * Collector Check
             * @default null
             */
            collector_check: string | null;
            /** @default null */
            journal: components["schemas"]["Journaled"] | null;
        };
        /**
         * Scanned
         * @description The packets a second clerk scanned.
         */
        Scanned: {
            /** Packets */
            packets: components["schemas"]["PacketBody"][];
        };
        /**
         * ScannedParcel
         * @description What lies in a parcel, as scanned.
         */
        ScannedParcel: {
            /** Packets */
            packets: components["schemas"]["MailPacketBody"][];
        };
        /**
         * SelfView
         * @description A kiosk as it sees itself.
         */
        SelfView: {
            /** Cassettes */
            cassettes: components["schemas"]["StockView"][];
            /** Held Up */
            held_up: boolean;
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Out Reason */
            out_reason: string | null;
            /** Server Time */
            server_time: string;
            /** Site Id */
            site_id: string;
            /** Site Name */
            site_name: string;
            state: components["schemas"]["State"];
        };
        /**
         * SendBody
         * @description The address where it is to be sent.
         */
        SendBody: {
            /** Address Id */
            address_id: string;
        };
        /**
         * SerialView
         * @description Where a serial is, and what happened to it, the newest first.
         */
        SerialView: {
            /** Code */
            code: string;
            /** Items */
            items: components["schemas"]["TraceView"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Number */
            number: number;
            /** Place */
            place: string;
        };
        /**
         * ServiceView
         * @description Which machine serves, and how far it is.
         */
        ServiceView: {
            /** Confirmed */
            confirmed: number;
            /** Count */
            count: number;
            /** Id */
            id: string;
            /** Kiosk Id */
            kiosk_id: string;
            /** Until */
            until: string;
        };
        /**
         * SessionBody
         * @description The code that came, and the name this device is to be listed under.
         */
        SessionBody: {
            /** Code */
            code: string;
            /** Device Name */
            device_name: string;
        };
        /**
         * SetState
         * @description Whether a kiosk serves; a reason is needed to take it out of service.
         */
        SetState: {
            /** Enabled */
            enabled: boolean;
            /**
             * Reason
             * @default
             */
            reason: string;
        };
        /**
         * Severity
         * @description How bad it is: nobody can be served or paper is in danger, soon so, or not yet felt.
         * @enum {string}
         */
        Severity: "high" | "middle" | "slight";
        /**
         * SheetBody
         * @description One sheet by invoice code and number.
         */
        SheetBody: {
            /** Code */
            code: string;
            /** Number */
            number: number;
        };
        /**
         * SheetOut
         * @description One sheet the exit sensor saw.
         */
        SheetOut: {
            /** Code */
            code: string;
            /** Fencing */
            fencing: number;
            /** Number */
            number: number;
        };
        /**
         * SheetsView
         * @description Consecutive serials.
         */
        SheetsView: {
            /** Code */
            code: string;
            /** First */
            first: number;
            /** Last */
            last: number;
        };
        /**
         * ShortfallAtMachine
         * @description How many sheets of this service the collector has.
         */
        ShortfallAtMachine: {
            /** Fencing */
            fencing: number;
            /** Has */
            has: number;
        };
        /**
         * ShortfallBody
         * @description How many sheets of the last service somebody has, and what they say about it.
         */
        ShortfallBody: {
            /** Has */
            has: number;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * SignInView
         * @description A sign-in under way; the same whether the number is known or not.
         */
        SignInView: {
            /** Expires At */
            expires_at: string;
            /** Id */
            id: string;
            /** Resend After Seconds */
            resend_after_seconds: number;
            /** Tries Left */
            tries_left: number;
        };
        /**
         * SiteChoice
         * @description The place somebody wants to fetch it.
         */
        SiteChoice: {
            /** Site Id */
            site_id: string;
        };
        /**
         * SiteKind
         * @description Kinds of site, from the hall in the middle to the micro hall round the corner.
         * @enum {string}
         */
        SiteKind: "HALL" | "SELF24" | "BRANCH" | "ENT" | "MICRO";
        /**
         * SiteList
         * @description Sites, nearest first.
         */
        SiteList: {
            /** Items */
            items: components["schemas"]["SiteView"][];
        };
        /**
         * SiteView
         * @description A site on offer; None where nobody asked or nobody knows.
         */
        SiteView: {
            /** Distance Metres */
            distance_metres: number | null;
            /** District */
            district: string;
            /** District Code */
            district_code: string;
            /** Enough */
            enough: boolean | null;
            /** Free */
            free: number | null;
            /** Gcj Lat */
            gcj_lat: number;
            /** Gcj Lon */
            gcj_lon: number;
            /** Hours */
            hours: string;
            /** Id */
            id: string;
            kind: components["schemas"]["SiteKind"];
            /** Kiosk Alive */
            kiosk_alive: boolean | null;
            /** Kiosks */
            kiosks: number;
            /** Lat */
            lat: number;
            /** Lon */
            lon: number;
            /** Name */
            name: string;
            /** Open Now */
            open_now: boolean | null;
            opening: components["schemas"]["OpeningView"];
            /** Services */
            services: string[];
            /** Synthetic */
            synthetic: boolean;
            /** Town */
            town: string;
            /** Windows */
            windows: number;
        };
        /**
         * SpanView
         * @description A part of a day, `09:00` to `12:00`.
         */
        SpanView: {
            /** Closes */
            closes: string;
            /** Opens */
            opens: string;
        };
        /**
         * Spoiled
         * @description A sheet that did not come out whole.
         */
        Spoiled: {
            /** Code */
            code: string;
            /** Number */
            number: number;
        };
        /**
         * Stand
         * @description How far a decision has come.
         * @enum {string}
         */
        Stand: "proposed" | "done" | "withdrawn";
        /**
         * StandingDetail
         * @description A company with what holds today; None where nobody recorded it.
         */
        StandingDetail: {
            /** Credit Grade */
            credit_grade: string | null;
            /** District Code */
            district_code: string;
            /** Id */
            id: string;
            /** May Apply */
            may_apply: boolean;
            /** Name */
            name: string;
            role: components["schemas"]["Role"];
            /** Status */
            status: string | null;
            /** Synthetic */
            synthetic: boolean;
            taxpayer_type: components["schemas"]["TaxpayerType"];
        };
        /**
         * StandingPage
         * @description Part of the companies of a person.
         */
        StandingPage: {
            /** Items */
            items: components["schemas"]["StandingView"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * StandingView
         * @description A company as one of its people sees it.
         */
        StandingView: {
            /** District Code */
            district_code: string;
            /** Id */
            id: string;
            /** May Apply */
            may_apply: boolean;
            /** Name */
            name: string;
            role: components["schemas"]["Role"];
            /** Synthetic */
            synthetic: boolean;
            taxpayer_type: components["schemas"]["TaxpayerType"];
        };
        /**
         * Stands
         * @description How a kiosk stood when somebody looked; a new one has neither.
         */
        Stands: {
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Site Id
             * @default
             */
            site_id: string;
        };
        /**
         * State
         * @description Whether staff let it serve.
         * @enum {string}
         */
        State: "in-service" | "out-of-service";
        /**
         * StepView
         * @description One step of a history; `person` says the part alone where the name is not to be told.
         */
        StepView: {
            /** At */
            at: string;
            /** Data */
            data: {
                [key: string]: unknown;
            };
            /** Kind */
            kind: string;
            /** Machine */
            machine: string;
            /** Number */
            number: number;
            /** Person */
            person: string;
            /** Subject */
            subject: string;
        };
        /**
         * StockView
         * @description How many sheets of a kind a machine holds.
         */
        StockView: {
            /** Kind */
            kind: string;
            /** Left */
            left: number;
        };
        /**
         * Stop
         * @description Why a machine ends a service early.
         */
        Stop: {
            /** Fencing */
            fencing: number;
            /**
             * Reason
             * @enum {string}
             */
            reason: "jam" | "paper-out" | "cancelled";
            /** @default null */
            spoiled: components["schemas"]["Spoiled"] | null;
        };
        /**
         * SupplyMethod
         * @description How new paper follows old (领票方式).
         * @enum {string}
         */
        SupplyMethod: "verify-old" | "exchange-old" | "batch";
        /**
         * TakeAlert
         * @description Whether to take it though it is a colleague's.
         */
        TakeAlert: {
            /**
             * Over
             * @default false
             */
            over: boolean;
        };
        /**
         * TakeBack
         * @description Why an application is taken back.
         */
        TakeBack: {
            /** Reason */
            reason: string;
        };
        /**
         * TakeTask
         * @description Whether a colleague's task is taken over on purpose.
         */
        TakeTask: {
            /**
             * Over
             * @default false
             */
            over: boolean;
        };
        /**
         * TakeView
         * @description What is taken back of one line; a discount's amounts are negative, like the line's.
         */
        TakeView: {
            /** Amount Fen */
            amount_fen: number;
            /** Line */
            line: number;
            /** Quantity */
            quantity: string | null;
            /** Tax Fen */
            tax_fen: number;
        };
        /**
         * TaskKind
         * @description What is wrong.
         * @enum {string}
         */
        TaskKind: "signed-early" | "carrier-lost" | "contradicted" | "unconfirmed" | "no-news" | "receipt-overdue" | "not-restocked" | "not-handed" | "owed-late";
        /**
         * TaxpayerType
         * @description Kinds of taxpayer (纳税人类型), codes of the national register.
         * @enum {string}
         */
        TaxpayerType: "1" | "2" | "3" | "4" | "5";
        /**
         * TermsBody
         * @description The limits of an approval; both days are inclusive.
         */
        TermsBody: {
            /**
             * Effective From
             * Format: date
             */
            effective_from: string;
            /**
             * Effective To
             * @default null
             */
            effective_to: string | null;
            /** Max Holding */
            max_holding: number;
            /** Max Per Month */
            max_per_month: number;
            /** Max Per Sheet Fen */
            max_per_sheet_fen: number;
            /** Max Per Time */
            max_per_time: number;
            supply_method: components["schemas"]["SupplyMethod"];
        };
        /**
         * TokenView
         * @description An access token of a kiosk.
         */
        TokenView: {
            /** Access Token */
            access_token: string;
            /** Expires In Seconds */
            expires_in_seconds: number;
        };
        /**
         * TraceView
         * @description One event of a serial: what, where it then was, who, at which machine, for whom.
         */
        TraceView: {
            affected: components["schemas"]["AffectedView"] | null;
            /** At */
            at: string;
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Kiosk Id */
            kiosk_id: string | null;
            /** Machine */
            machine: string;
            /** Outcome */
            outcome: string | null;
            /** Person */
            person: string;
            /** Person Name */
            person_name: string;
            /** Place */
            place: string;
            /** Reason */
            reason: string | null;
            replaced: components["schemas"]["PacketView"] | null;
            replaces: components["schemas"]["PacketView"] | null;
            /** Why */
            why: string | null;
        };
        /**
         * TrackView
         * @description The way of a parcel, as the taxpayer follows it.
         */
        TrackView: {
            /** Handed At */
            handed_at: string | null;
            /** Id */
            id: string;
            /** News */
            news: components["schemas"]["NewsView"][];
            /** Received At */
            received_at: string | null;
            /** Signed At */
            signed_at: string | null;
            state: components["schemas"]["ParcelState"];
            /** Tracking Number */
            tracking_number: string | null;
        };
        /**
         * Treatment
         * @description How a line is taxed: by its rate, not at all, or on a difference only.
         * @enum {string}
         */
        Treatment: "taxed" | "exempt" | "not-taxed" | "difference";
        /**
         * TurnBody
         * @description The place where somebody would rather fetch it.
         */
        TurnBody: {
            /** Site Id */
            site_id: string;
        };
        /**
         * UploadTicketView
         * @description Leave to send one file by PUT: the address, the headers to send, and its end.
         */
        UploadTicketView: {
            /** Expires At */
            expires_at: string;
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /** Upload Id */
            upload_id: string;
            /** Url */
            url: string;
        };
        /**
         * UseBody
         * @description For what a special invoice is used.
         */
        UseBody: {
            /**
             * Use
             * @enum {string}
             */
            use: "deduct" | "not-deduct" | "refund";
        };
        /** ValidationErrorModel */
        ValidationErrorModel: {
            /**
             * Error context
             * @description An optional object which contains values required to render the error message.
             * @default null
             */
            ctx: {
                [key: string]: unknown;
            } | null;
            /**
             * Input
             * @description The input provided for validation.
             */
            input: unknown;
            /**
             * Location
             * @description The error's location as a list.
             */
            loc: unknown[];
            /**
             * Message
             * @description A human readable explanation of the error.
             */
            msg: string;
            /**
             * Error Type
             * @description A computer-readable identifier of the error type.
             */
            type: string;
            /**
             * URL
             * @description The URL to further information about the error.
             * @default null
             */
            url: string | null;
        };
        /**
         * VerdictView
         * @description What the public check says, and nothing else.
         */
        VerdictView: {
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "matches" | "partly-reversed" | "reversed" | "differs" | "unknown";
        };
        /**
         * VerifyUse
         * @description Used sheets of a kind that were verified.
         */
        VerifyUse: {
            /** Count */
            count: number;
            /** Kind */
            kind: string;
        };
        /**
         * VisitBody
         * @description Nothing: the machine is known by its key.
         */
        VisitBody: Record<string, never>;
        /**
         * VisitView
         * @description A visit as its machine shows it; `code` is what the picture and the letters say.
         */
        VisitView: {
            /** Code */
            code: string;
            /** Expires In Seconds */
            expires_in_seconds: number;
            /** Id */
            id: string;
            /** Interval Seconds */
            interval_seconds: number;
            /** State */
            state: string;
        };
        /**
         * VisitorView
         * @description A session at a kiosk, as the machine gets it: it ends by itself and is never renewed.
         */
        VisitorView: {
            /** Access Token */
            access_token: string;
            /** Expires In Seconds */
            expires_in_seconds: number;
            person: components["schemas"]["PersonView"];
            /** Session Id */
            session_id: string;
        };
        /**
         * VoidBody
         * @description Why the tax office voids a form: 10 abnormal, 11 a taxpayer's state, 13 a refund.
         *
         *     The reason in words is read by both sides.
         */
        VoidBody: {
            /** Reason */
            reason: string;
            /** State */
            state: string;
        };
        /**
         * Way
         * @description Where the paper goes: from the depot into the machine, or out of it to the depot.
         * @enum {string}
         */
        Way: "load" | "unload";
        /**
         * WhyView
         * @description A reason why a case is open.
         */
        WhyView: {
            /** Code */
            code: string;
            /** Inputs */
            inputs: {
                [key: string]: unknown;
            };
        };
        /**
         * WishView
         * @description What waits for a machine to answer, and by when it is done or a person looks.
         */
        WishView: {
            /** Kind */
            kind: string;
            /** Latest At */
            latest_at: string;
            /** Site Id */
            site_id: string | null;
            /** Site Name */
            site_name: string | null;
        };
        /**
         * Withdraw
         * @description Why an application is taken back.
         */
        Withdraw: {
            /** Reason */
            reason: string;
        };
        /**
         * WithdrawPayable
         * @description Why something is not owed after all.
         */
        WithdrawPayable: {
            /** Reason */
            reason: string;
        };
        /**
         * WordsView
         * @description What happened, and what to do next.
         */
        WordsView: {
            /** Next */
            next: string;
            /** Title */
            title: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    taxpayers_list_my_companies_companies_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_show_my_company_companies__company_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StandingDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_list_addresses_companies__company_id__addresses_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_put_address_companies__company_id__addresses__address_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                address_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DestinationBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_remove_address_companies__company_id__addresses__address_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                address_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_list_agreements_companies__company_id__agreements_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_sign_agreement_companies__company_id__agreements__agreement_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Agree"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_end_agreement_companies__company_id__agreements__agreement_id__ending_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                agreement_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_list_applications_companies__company_id__applications_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_get_application_companies__company_id__applications__application_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_apply_companies__company_id__applications__application_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Apply"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_show_history_companies__company_id__applications__application_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
                application_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_reapply_companies__company_id__applications__application_id__reissue__new_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                application_id: string;
                new_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_withdraw_companies__company_id__applications__application_id__withdrawal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                application_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Withdraw"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_list_items_companies__company_id__e_invoice_items_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_preview_companies__company_id__e_invoice_previews_post: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_quota_show_quota_companies__company_id__e_invoice_quota_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotaWhyView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_quota_show_quota_history_companies__company_id__e_invoice_quota_history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_list_issued_companies__company_id__e_invoices_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                number?: string | null;
                from?: string | null;
                to?: string | null;
                buyer?: string | null;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoicesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_get_issued_companies__company_id__e_invoices__invoice_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoiceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_issue_companies__company_id__e_invoices__invoice_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoiceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_show_history_companies__company_id__e_invoices__invoice_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_list_my_facts_companies__company_id__facts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_list_kinds_companies__company_id__invoice_kinds_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    documents_list_jobs_companies__company_id__jobs_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    documents_get_job_companies__company_id__jobs__job_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    documents_ask_for_job_companies__company_id__jobs__job_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    documents_cancel_job_companies__company_id__jobs__job_id__cancellation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    documents_fetch_file_companies__company_id__jobs__job_id__files__name__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                job_id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileLinkView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    documents_show_job_history_companies__company_id__jobs__job_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_list_mail_orders_companies__company_id__mail_orders_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailOrdersView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_list_payables_companies__company_id__payables_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayablesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_list_payments_companies__company_id__payments_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_list_pickups_companies__company_id__pickups_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_quota_list_adjustments_companies__company_id__quota_adjustments_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_quota_get_adjustment_companies__company_id__quota_adjustments__adjustment_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                adjustment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_quota_apply_companies__company_id__quota_adjustments__adjustment_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                adjustment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_quota_withdraw_companies__company_id__quota_adjustments__adjustment_id__withdrawal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                adjustment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeBack"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdjustmentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_list_received_companies__company_id__received_e_invoices_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                number?: string | null;
                from?: string | null;
                to?: string | null;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoicesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoices_get_received_companies__company_id__received_e_invoices__invoice_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoiceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_buyer_book_companies__company_id__received_e_invoices__invoice_id__booking_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoiceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_buyer_confirm_use_companies__company_id__received_e_invoices__invoice_id__use_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UseBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoiceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_list_forms_companies__company_id__red_forms_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                side?: "seller" | "buyer";
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_get_form_companies__company_id__red_forms__form_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_file_companies__company_id__red_forms__form_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                form_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_confirm_companies__company_id__red_forms__form_id__confirmation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_deny_companies__company_id__red_forms__form_id__denial_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_issue_red_companies__company_id__red_forms__form_id__e_invoices__invoice_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                form_id: string;
                invoice_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EInvoiceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_show_form_history_companies__company_id__red_forms__form_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_withdraw_companies__company_id__red_forms__form_id__withdrawal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_list_refunds_companies__company_id__refunds_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    documents_offer_upload_companies__company_id__uploads__upload_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadTicketView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_alerts_list_alerts_counter_alerts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_alerts_take_alert_counter_alerts__alert_id__owner_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeAlert"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_apart_list_apart_counter_apart_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                site_id?: string | null;
                kiosk_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_apart_see_apart_counter_apart__kiosk_id___lot_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
                lot_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_apart_decide_apart_counter_apart__kiosk_id___lot_id__decisions__decision_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
                lot_id: string;
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_apart_answer_apart_counter_apart__kiosk_id___lot_id__decisions__decision_id__answer_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
                lot_id: string;
                decision_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LotView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    counter_list_cases_counter_cases_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: "open" | "decided" | "resolved";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InboxView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    counter_get_case_counter_cases__case_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetailView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    counter_decide_counter_cases__case_id__decision_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetailView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_list_companies_counter_companies_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_show_company_counter_companies__company_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyDetail"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_register_company_counter_companies__company_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_quota_show_quota_to_staff_counter_companies__company_id__e_invoice_quota_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotaWhyView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_list_facts_counter_companies__company_id__facts_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_record_fact_counter_companies__company_id__facts__fact_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                fact_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_list_kinds_for_staff_counter_companies__company_id__invoice_kinds_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KindsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_grant_kind_counter_companies__company_id__invoice_kinds__kind__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Grant"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    taxpayers_authorise_counter_companies__company_id__people__person_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                person_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorityView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    invoices_verify_use_counter_companies__company_id__verifications__verification_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                company_id: string;
                verification_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyUse"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AllowanceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_list_differences_counter_differences_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: "open" | "mended" | "settled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DifferencesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_get_difference_counter_differences__difference_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                difference_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DifferenceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_approve_outcome_counter_differences__difference_id__approval_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                difference_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveOutcome"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DifferenceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_propose_outcome_counter_differences__difference_id__proposal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                difference_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeOutcome"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DifferenceView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_get_handover_counter_handovers__handover_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_open_handover_counter_handovers__handover_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenHandover"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_cancel_handover_counter_handovers__handover_id__cancellation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_confirm_handover_counter_handovers__handover_id__confirmation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handover_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountedBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_put_on_list_counter_handovers__handover_id__parcels__parcel_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handover_id: string;
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_take_off_list_counter_handovers__handover_id__parcels__parcel_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handover_id: string;
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_list_kiosks_counter_kiosks_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KiosksView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_place_counter_kiosks__kiosk_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Place"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KioskView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_papers_count_counter_kiosks__kiosk_id__counts__count_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
                count_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_pair_counter_kiosks__kiosk_id__pairing_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Confirm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KioskView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_unpair_counter_kiosks__kiosk_id__pairing_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_papers_list_restocks_counter_kiosks__kiosk_id__restocks_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                kiosk_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestocksView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_papers_begin_restock_counter_kiosks__kiosk_id__restocks__restock_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
                restock_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginRestock"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestockView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_papers_cancel_restock_counter_kiosks__kiosk_id__restocks__restock_id__cancellation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
                restock_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestockView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_papers_confirm_restock_counter_kiosks__kiosk_id__restocks__restock_id__confirmation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
                restock_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Scanned"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestockView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_set_state_counter_kiosks__kiosk_id__state_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetState"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KioskView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_fill_counter_mail_rooms__site_id__fillings__filling_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
                filling_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FillingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaperView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_list_handovers_counter_mail_rooms__site_id__handovers_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoversView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_list_owed_counter_mail_rooms__site_id__owed_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwedListView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_show_paper_counter_mail_rooms__site_id__paper_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PapersView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_list_parcels_counter_mail_rooms__site_id__parcels_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: components["schemas"]["ParcelState"];
            };
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_list_mail_tasks_counter_mail_tasks_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTasksView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_close_task_counter_mail_tasks__task_id__closing_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTaskView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_door_take_task_counter_mail_tasks__task_id__owner_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeTask"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailTaskView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_find_by_label_counter_parcels_by_label__number__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_get_parcel_counter_parcels__parcel_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_begin_parcel_counter_parcels__parcel_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginParcel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_check_parcel_counter_parcels__parcel_id__check_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScannedParcel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_find_fault_counter_parcels__parcel_id__fault_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FaultBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_parcel_history_counter_parcels__parcel_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_lose_parcel_counter_parcels__parcel_id__loss_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_pack_parcel_counter_parcels__parcel_id__packing_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PackBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_restock_parcel_counter_parcels__parcel_id__restocking_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScannedParcel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_say_it_came_back_counter_parcels__parcel_id__return_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PackBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_scan_parcel_counter_parcels__parcel_id__scan_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScannedParcel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_take_back_signed_counter_parcels__parcel_id__signed_return_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScannedParcel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    mail_room_undo_parcel_counter_parcels__parcel_id__undoing_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                parcel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParcelView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_enter_payable_counter_payables__payable_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payable_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnterPayable"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayableView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_withdraw_payable_counter_payables__payable_id__withdrawal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payable_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawPayable"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayableView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_see_form_counter_red_forms__form_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_reds_void_counter_red_forms__form_id__voiding_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                form_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoidBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedFormView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_list_refund_cases_counter_refunds_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
                state?: "claimed" | "proposed" | "approved" | "sent" | "unknown" | "paid" | "refused" | "declined" | "withdrawn" | "returned";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundCasesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_get_refund_case_counter_refunds__refund_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundCaseView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_approve_refund_counter_refunds__refund_id__approval_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundCaseView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_show_refund_history_counter_refunds__refund_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_propose_refund_counter_refunds__refund_id__proposal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundCaseView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_decline_refund_counter_refunds__refund_id__refusal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundCaseView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosk_apart_see_serial_counter_serials__code___int_number__get: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                code: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SerialView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_list_divisions_divisions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DivisionsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    einvoice_checks_check_e_invoice_checks_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerdictView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    file_checks_get_file_checks__check_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileCheckView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    file_checks_offer_file_checks__check_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileCheckBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileCheckTicketView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    file_checks_ask_file_checks__check_id__judgement_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileCheckView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    health_health_health_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_see_itself_kiosk_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelfView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_heartbeat_kiosk_heartbeat_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Heartbeat"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BeatView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_receive_journal_kiosk_journal__int_number__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Batch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_exchange_leases_kiosk_leases_put: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Returned"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LeasesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_ask_code_kiosk_sign_ins__string_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_open_by_code_kiosk_sign_ins__string_id__session_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_ask_kiosk_visits__string_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_cancel_kiosk_visits__string_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_collect_kiosk_visits__string_id__session_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_issue_token_kiosks_token_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskToken"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_list_lent_loans_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LentListView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_show_lent_loans__pickup_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_get_mail_order_mail_orders__order_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailOrderView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_cancel_mail_order_mail_orders__order_id__cancellation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailOrderView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_mail_order_history_mail_orders__order_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_turn_mail_orders__order_id__kiosk_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TurnBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailOrderView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_receive_mail_orders__order_id__receipt_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailOrderView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    delivery_send_mail_orders__order_id__sendings__sending_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                order_id: string;
                sending_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailOrderView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    identity_me_me_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_see_pairing_pairings__pairing_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pairing_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    kiosks_open_pairing_pairings__pairing_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pairing_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_list_own_payables_payables_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayablesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_get_payable_payables__payable_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payable_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayableView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_show_payable_history_payables__payable_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                payable_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_pay_payables__payable_id__payments__payment_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payable_id: string;
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Pay"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_list_own_payments_payments_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_get_payment_payments__payment_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_cancel_payment_payments__payment_id__cancellation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    payments_show_payment_history_payments__payment_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                payment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_get_pickup_pickups__pickup_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_cancel_pickups__pickup_id__cancellation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_get_code_pickups__pickup_id__code_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_renew_pickups__pickup_id__code__renewal_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                renewal_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_show_forms_pickups__pickup_id__forms_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_history_pickups__pickup_id__history_get: {
        parameters: {
            query?: {
                cursor?: string | null;
            };
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_make_link_pickups__pickup_id__link__link_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                link_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_revoke_link_pickups__pickup_id__link__link_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                link_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_lend_pickups__pickup_id__loan__loan_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                loan_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoanWish"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_forms_take_back_pickups__pickup_id__loan__loan_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                loan_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_mail_pickups__pickup_id__mailing_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mailing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_report_pickups__pickup_id__report__report_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                report_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShortfallBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_done_pickups__pickup_id__reservations__reservation_id__done_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fencing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_part_pickups__pickup_id__reservations__reservation_id__parting_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fencing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_report_at_machine_pickups__pickup_id__reservations__reservation_id__report__report_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                reservation_id: string;
                report_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShortfallAtMachine"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_retract_pickups__pickup_id__reservations__reservation_id__retraction__report_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                reservation_id: string;
                report_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Retraction"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_confirm_sheet_pickups__pickup_id__reservations__reservation_id__sheets__int_k__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                reservation_id: string;
                k: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SheetOut"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_start_pickups__pickup_id__reservations__reservation_id__start_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Fencing"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_stop_pickups__pickup_id__reservations__reservation_id__stop_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Stop"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_choose_site_pickups__pickup_id__site_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteChoice"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_unlock_pickups__pickup_id__unlocking_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                pickup_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PickupView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_list_own_refunds_refunds_get: {
        parameters: {
            query?: {
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundsView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_get_refund_refunds__refund_id__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_claim_refund_refunds__refund_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimRefund"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    refunds_withdraw_refund_refunds__refund_id__withdrawal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                refund_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    pickup_reserve_reservations__reservation_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reservation_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Scan"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    identity_list_sessions_sessions_get: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicesView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    identity_end_all_sessions_sessions_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    identity_refresh_sessions_refresh_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    identity_end_session_sessions__string_id__delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    identity_ask_sign_ins__string_id__put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    identity_open_session_sign_ins__string_id__session_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    sites_list_sites_sites_get: {
        parameters: {
            query?: {
                lat?: number | null;
                lon?: number | null;
                kind?: string | null;
                count?: number | null;
                limit?: number;
                able?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteList"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    sites_show_site_sites__site_id__get: {
        parameters: {
            query?: {
                lat?: number | null;
                lon?: number | null;
                kind?: string | null;
                count?: number | null;
            };
            header?: never;
            path: {
                site_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_end_visit_delete: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_see_visits__string_code__get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_confirm_visits__string_code__confirmation_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
    visits_decline_visits__string_code__refusal_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedView"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationErrorModel"][];
                };
            };
        };
    };
}
